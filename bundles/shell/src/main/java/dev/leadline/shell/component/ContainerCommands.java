package dev.leadline.shell.component;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.command.Basic;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What Gogo has to know of the container: commands for bundles, and the commands that other makers'
 * bundles offer as services with {@code osgi.command.scope} and {@code osgi.command.function}.
 * Until there is a Gogo it only remembers them.
 */
final class ContainerCommands {

  static final String SCOPE = "osgi.command.scope";
  static final String FUNCTION = "osgi.command.function";

  private static final List<String> FOR_BUNDLES =
      List.of("lb", "install", "start", "stop", "update", "uninstall", "headers");

  private static final Set<String> CHANGE_BUNDLES = Set.of("install", "start", "stop", "uninstall");

  private static final String CONTAINER = "felix";

  /** Behind a name that nobody looks for: what the commands of that name really run. */
  private static final String HIDDEN = "felix.basic";

  private final BundleContext context;

  // Guarded by this.
  private final Set<ServiceReference<?>> offered = new LinkedHashSet<>();
  private @Nullable CommandProcessorImpl processor;

  ContainerCommands(BundleContext context) {
    this.context = context;
  }

  synchronized void add(ServiceReference<?> commands) {
    offered.add(commands);
    if (processor != null) {
      addTo(processor, commands);
    }
  }

  synchronized void remove(ServiceReference<?> commands) {
    offered.remove(commands);
    if (processor != null) {
      for (String function : functions(commands)) {
        processor.removeCommand(scope(commands), function);
      }
      // Others may offer the same.
      for (ServiceReference<?> other : offered) {
        if (scope(other).equals(scope(commands))) {
          addTo(processor, other);
        }
      }
    }
  }

  /** All names; those of other makers with their scope. */
  synchronized List<String> names() {
    List<String> names = new ArrayList<>(FOR_BUNDLES);
    for (ServiceReference<?> commands : offered) {
      for (String function : functions(commands)) {
        names.add(scope(commands) + ":" + function);
      }
    }
    return names;
  }

  /** Gogo is there now. */
  synchronized void addAllTo(CommandProcessorImpl made) {
    processor = made;
    made.addConverter(new Converters(context));
    Basic basic = new Basic(context);
    for (String name : FOR_BUNDLES) {
      made.addCommand(CHANGE_BUNDLES.contains(name) ? HIDDEN : CONTAINER, basic, name);
    }
    for (String name : CHANGE_BUNDLES) {
      made.addCommand(CONTAINER, new BundleFunction(context, HIDDEN + ":" + name), name);
    }
    for (ServiceReference<?> commands : offered) {
      addTo(made, commands);
    }
  }

  private void addTo(CommandProcessorImpl to, ServiceReference<?> commands) {
    Object ranking = commands.getProperty(Constants.SERVICE_RANKING);
    int rank = ranking instanceof Integer number ? number : 0;
    for (String function : functions(commands)) {
      to.addCommand(scope(commands), new CommandProxy(context, commands, function), function, rank);
    }
  }

  private static String scope(ServiceReference<?> commands) {
    return String.valueOf(commands.getProperty(SCOPE));
  }

  private static List<String> functions(ServiceReference<?> commands) {
    Object functions = commands.getProperty(FUNCTION);
    List<String> names = new ArrayList<>();
    if (functions instanceof Object[] many) {
      for (Object one : many) {
        names.add(one.toString());
      }
    } else if (functions instanceof Iterable<?> many) {
      many.forEach(one -> names.add(one.toString()));
    } else if (functions != null) {
      names.add(functions.toString());
    }
    return names;
  }
}
