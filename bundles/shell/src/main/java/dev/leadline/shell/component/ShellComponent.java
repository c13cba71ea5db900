package dev.leadline.shell.component;

import dev.leadline.control.ControlDirectory;
import dev.leadline.shell.channel.AuditLog;
import dev.leadline.shell.channel.ControlServer;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.session.CommandTable;
import dev.leadline.shell.session.HelpCommand;
import dev.leadline.shell.session.VersionCommand;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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

  private final BundleContext context;
  private final System.Logger log;
  private final CommandTable commands = new CommandTable();
  private final @Nullable ControlServer server;

  @Activate
  public ShellComponent(BundleContext context, @Reference System.Logger log) {
    this.context = context;
    this.log = log;
    addOwn(new HelpCommand(commands));
    addOwn(new VersionCommand(context.getBundle().getVersion().toString()));
    String directory = context.getProperty(JVM_DIRECTORY);
    this.server = directory == null ? null : open(Path.of(directory));
  }

  private void addOwn(ShellCommand command) {
    commands.add(command, () -> Optional.of(command));
  }

  private @Nullable ControlServer open(Path jvmDirectory) {
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
                  commands,
                  (request, screen, lines) -> {
                    throw new IOException("sessions are not there yet");
                  },
                  this::stop,
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

  private void stop(Consumer<String> whenOver) {
    throw new IllegalStateException("not there yet");
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

  @Deactivate
  void close() {
    if (server != null) {
      server.close();
    }
  }
}
