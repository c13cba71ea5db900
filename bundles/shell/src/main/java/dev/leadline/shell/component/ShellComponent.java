package dev.leadline.shell.component;

import dev.leadline.control.ControlDirectory;
import dev.leadline.shell.channel.AuditLog;
import dev.leadline.shell.channel.ControlServer;
import dev.leadline.shell.channel.StopWish;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.session.CommandDispatcher;
import dev.leadline.shell.session.CommandTable;
import dev.leadline.shell.session.GogoRuntime;
import dev.leadline.shell.session.GogoShell;
import dev.leadline.shell.session.HelpCommand;
import dev.leadline.shell.session.LibraryCommands;
import dev.leadline.shell.session.VersionCommand;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The control channel, open while the bundle is active, unless {@code shell=off}. */
@Component(
    immediate = true,
    service = {})
public final class ShellComponent {

  private static final String SHELL = "leadline.shell";
  private static final String JVM_DIRECTORY = "leadline.jvm.dir";
  private static final String AUDIT = "audit.log";
  private static final String HISTORY = "shell-history";

  private final BundleContext context;
  private final System.Logger log;
  private final ContainerCommands container;
  private final CommandTable commands = new CommandTable();
  private final StopWish stopWish = new StopWish();
  private final ServiceRegistration<WeavingHook> weaving;
  private final @Nullable GogoShell gogo;
  private final @Nullable ControlServer server;

  @Activate
  public ShellComponent(
      BundleContext context,
      @Reference System.Logger log,
      @Reference(service = Consumer.class, target = "(leadline.role=stop)")
          Consumer<Consumer<String>> stop) {
    this.context = context;
    this.log = log;
    this.container = new ContainerCommands(context);
    this.weaving =
        context.registerService(
            WeavingHook.class, new CommandWeavingHook(context.getBundle(), log), null);
    String directory = context.getProperty(JVM_DIRECTORY);
    String version = context.getBundle().getVersion().toString();
    addOwn(new HelpCommand(commands, this::otherCommands));
    addOwn(new VersionCommand(version));
    if (directory == null) {
      // Not inside an agent: nobody could find the socket.
      this.gogo = null;
      this.server = null;
      return;
    }
    Path files = Path.of(directory);
    this.gogo =
        new GogoShell(
            new GogoShell.Setup(
                commands, this::otherCommands, greeting(version), files.resolveSibling(HISTORY)),
            () -> new GogoRuntime(commands, container::addAllTo, stopWish::wish));
    this.server = open(files, gogo, stop);
  }

  private static String greeting(String version) {
    return "Leadline "
        + version
        + " in process "
        + ProcessHandle.current().pid()
        + "\nTAB completes, `help` lists the commands, `exit` leaves; the application goes on.";
  }

  private List<String> otherCommands() {
    List<String> names = new ArrayList<>(container.names());
    names.addAll(LibraryCommands.names());
    return names;
  }

  private void addOwn(ShellCommand command) {
    commands.add(command, () -> Optional.of(command));
  }

  private @Nullable ControlServer open(
      Path jvmDirectory, GogoShell shell, Consumer<Consumer<String>> stop) {
    ControlDirectory directory = ControlDirectory.in(jvmDirectory);
    try {
      if ("off".equals(context.getProperty(SHELL))) {
        directory.create();
        directory.writeProblem("the shell is off in this JVM, by the setting shell=off");
        return null;
      }
      AuditLog audit = new AuditLog(jvmDirectory.resolve(AUDIT), Clock.systemUTC(), log);
      ControlServer opened =
          ControlServer.open(
              directory,
              new ControlServer.Work(
                  new CommandDispatcher(commands, shell),
                  shell,
                  stop::accept,
                  stopWish,
                  audit,
                  log));
      log.log(Level.INFO, "control socket {0}", directory.socket());
      return opened;
    } catch (IOException e) {
      log.log(Level.ERROR, "there is no shell: " + e.getMessage());
      tellClients(directory, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void tellClients(ControlDirectory directory, String problem) {
    try {
      directory.create();
      directory.writeProblem(problem);
    } catch (IOException e) {
      log.log(Level.DEBUG, "nor can that be written to " + directory.problem(), e);
    }
  }

  @Reference(
      service = ShellCommand.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addCommand(ServiceReference<ShellCommand> command) {
    commands.add(command, () -> Optional.ofNullable(context.getService(command)));
  }

  void removeCommand(ServiceReference<ShellCommand> command) {
    commands.remove(command);
  }

  @Reference(
      service = AnyService.class,
      target = "(&(osgi.command.scope=*)(osgi.command.function=*))",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addForeign(ServiceReference<?> commandsOfOthers) {
    container.add(commandsOfOthers);
  }

  void removeForeign(ServiceReference<?> commandsOfOthers) {
    container.remove(commandsOfOthers);
  }

  @Deactivate
  void close() {
    if (server != null) {
      server.close();
    }
    if (gogo != null) {
      gogo.close();
    }
    weaving.unregister();
  }
}
