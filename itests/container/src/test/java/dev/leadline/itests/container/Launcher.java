package dev.leadline.itests.container;

import static dev.leadline.itests.container.Container.await;
import static dev.leadline.itests.container.Container.context;
import static dev.leadline.itests.container.Container.find;

import dev.leadline.bridge.BridgeInstaller;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.osgi.framework.ServiceRegistration;

/** What the agent does before there is a framework, and the services that it gives bundles. */
final class Launcher {

  private final CollectingLogger log = new CollectingLogger();
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private Instrumentation instrumentation;

  Instrumentation instrumentation() {
    return instrumentation;
  }

  /** Lines of the log. */
  List<String> log() {
    return log.lines();
  }

  /** Returns when the core is there, if its bundle runs. */
  void start() throws Exception {
    instrumentation = ByteBuddyAgent.install();
    BridgeInstaller.install(instrumentation);
    services.add(context().registerService(Instrumentation.class, instrumentation, null));
    services.add(context().registerService(System.Logger.class, log, null));
  }

  void stop() throws Exception {
    services.forEach(ServiceRegistration::unregister);
    services.clear();
    await("the registry to go", () -> find(TracepointRegistry.class) == null);
  }
}
