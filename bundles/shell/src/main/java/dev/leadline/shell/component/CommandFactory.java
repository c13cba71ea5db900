package dev.leadline.shell.component;

import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.shell.code.CheckCommand;
import dev.leadline.shell.code.FindCommand;
import dev.leadline.shell.code.LinesCommand;
import dev.leadline.shell.code.PlaceCompletion;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.deepql.QueryCommand;
import dev.leadline.shell.metric.MetricListCommand;
import dev.leadline.shell.metric.MetricShowCommand;
import dev.leadline.shell.service.DoctorCommand;
import dev.leadline.shell.service.LanguagesCommand;
import dev.leadline.shell.service.ProvidersCommand;
import dev.leadline.shell.tracepoint.AddCommand;
import dev.leadline.shell.tracepoint.ExportCommand;
import dev.leadline.shell.tracepoint.ListCommand;
import dev.leadline.shell.tracepoint.RemoveCommand;
import dev.leadline.shell.tracepoint.ShowCommand;
import dev.leadline.shell.tracepoint.SwitchCommand;
import dev.leadline.shell.tracepoint.TracepointDirectory;
import dev.leadline.shell.tracepoint.TracepointInstaller;
import dev.leadline.shell.tracepoint.WatchCommand;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Makes the commands. By name, so that nothing of them is loaded before somebody asks for commands.
 */
final class CommandFactory {

  /** Every command there is. */
  static final List<String> NAMES =
      List.of(
          "tp:add",
          "tp:list",
          "tp:show",
          "tp:remove",
          "tp:enable",
          "tp:disable",
          "tp:export",
          "tp:watch",
          "tp:query",
          "code:find",
          "code:lines",
          "code:check",
          "metrics:list",
          "metrics:show",
          "providers",
          "languages",
          "doctor");

  private final Services services;

  /**
   * What commands work with.
   *
   * @param directory where tracepoints are kept
   * @param checks those that are present, at any time
   */
  record Services(
      TracepointRegistry registry,
      TracepointFormat format,
      Inventory inventory,
      CodeInspector inspector,
      TracepointDirectory directory,
      Collection<HealthCheck> checks) {}

  CommandFactory(Services services) {
    this.services = services;
  }

  /** The command of one of the {@link #NAMES}. */
  ShellCommand create(String name) {
    TracepointRegistry registry = services.registry();
    Inventory inventory = services.inventory();
    CodeInspector inspector = services.inspector();
    TracepointDirectory directory = services.directory();
    return switch (name) {
      case "tp:add" ->
          new AddCommand(
              services.format(),
              new TracepointInstaller(registry, inspector, directory),
              new PlaceCompletion(inspector));
      case "tp:list" -> new ListCommand(registry);
      case "tp:show" -> new ShowCommand(registry, inventory, InstantSource.system());
      case "tp:remove" -> new RemoveCommand(registry, directory);
      case "tp:enable" -> SwitchCommand.enable(registry);
      case "tp:disable" -> SwitchCommand.disable(registry);
      case "tp:export" -> new ExportCommand(registry, services.format());
      case "tp:watch" -> new WatchCommand(registry, System::nanoTime);
      case "tp:query" ->
          new QueryCommand(
              registry,
              services.format(),
              new TracepointInstaller(registry, inspector, directory),
              new RemoveCommand(registry, directory),
              InstantSource.system());
      case "code:find" -> new FindCommand(inspector);
      case "code:lines" -> new LinesCommand(inspector);
      case "code:check" -> new CheckCommand(inspector);
      case "metrics:list" -> new MetricListCommand(inventory);
      case "metrics:show" -> new MetricShowCommand(inventory);
      case "providers" -> new ProvidersCommand(services.checks(), inventory);
      case "languages" -> new LanguagesCommand(inventory);
      case "doctor" -> new DoctorCommand(services.checks(), inventory, registry);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }
}
