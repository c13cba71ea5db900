package dev.leadline.shell.component;

import dev.leadline.shell.command.ShellCommand;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A command that is made when somebody first gets the service. */
final class CommandService implements ServiceFactory<ShellCommand> {

  private final CommandFactory factory;
  private final String name;

  CommandService(CommandFactory factory, String name) {
    this.factory = factory;
    this.name = name;
  }

  @Override
  public ShellCommand getService(Bundle bundle, ServiceRegistration<ShellCommand> registration) {
    return factory.create(name);
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<ShellCommand> registration, ShellCommand service) {
    // It holds nothing.
  }
}
