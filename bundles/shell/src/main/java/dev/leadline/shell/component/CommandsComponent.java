package dev.leadline.shell.component;

import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.tracepoint.TracepointDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Registers the commands while the core is there. Tracepoints that were added by hand outlive this
 * component: they are the registry's until somebody removes them or the JVM ends.
 */
@Component(
    immediate = true,
    service = {})
public final class CommandsComponent {

  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  @Activate
  public CommandsComponent(
      BundleContext context,
      @Reference TracepointRegistry registry,
      @Reference TracepointFormat format,
      @Reference Inventory inventory,
      @Reference CodeInspector inspector) {
    TracepointDirectory directory =
        new TracepointDirectory(
            Optional.ofNullable(context.getProperty("leadline.tracepoints.dir"))
                .filter(setting -> !setting.isBlank())
                .map(Path::of),
            format);
    CommandFactory factory =
        new CommandFactory(
            new CommandFactory.Services(registry, format, inventory, inspector, directory, checks));
    for (String name : CommandFactory.NAMES) {
      registrations.add(
          context.registerService(ShellCommand.class, new CommandService(factory, name), null));
    }
  }

  @Deactivate
  void deactivate() {
    registrations.forEach(ServiceRegistration::unregister);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addCheck(HealthCheck check) {
    checks.add(check);
  }

  void removeCheck(HealthCheck check) {
    checks.remove(check);
  }
}
