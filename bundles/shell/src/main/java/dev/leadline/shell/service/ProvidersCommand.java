package dev.leadline.shell.service;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** {@code providers}: where metrics go, and the plugins that could be providers and do not run. */
public final class ProvidersCommand extends ParsedCommand<ListingArguments> {

  /** What the check of the plugin directory is about. */
  private static final String PLUGINS = "plugins";

  private final Collection<HealthCheck> checks;
  private final Inventory inventory;

  /**
   * @param checks those that are present; read anew at each run
   */
  public ProvidersCommand(Collection<HealthCheck> checks, Inventory inventory) {
    super("", "providers", "lists the metric providers", ListingArguments::new);
    this.checks = checks;
    this.inventory = inventory;
  }

  @Override
  protected int run(Console console, ListingArguments given) {
    List<ProviderStatus> providers = inventory.providers();
    if (given.json) {
      JsonText.print(
          console,
          json -> {
            json.writeStartObject();
            JsonText.array(json, "providers", providers, ProvidersCommand::write);
            JsonText.array(json, PLUGINS, pluginProblems(), JsonText::problem);
            json.writeEndObject();
          });
      return OK;
    }
    if (providers.isEmpty()) {
      console.out().println("there is no metric provider: nothing is recorded; see doctor");
    } else {
      print(console, providers);
    }
    List<Problem> plugins = pluginProblems();
    if (!plugins.isEmpty()) {
      console.out().println(Paint.BOLD.on(console, PLUGINS));
      plugins.forEach(problem -> ProblemText.print(console, console.out(), problem, "  "));
    }
    return OK;
  }

  private List<Problem> pluginProblems() {
    return checks.stream()
        .map(Finding::of)
        .filter(finding -> finding.subject().equals(PLUGINS))
        .flatMap(finding -> finding.problems().stream())
        .toList();
  }

  private static void print(Console console, List<ProviderStatus> providers) {
    Table table = new Table("PROVIDER", "STATE", ">METRICS", ">FAILURES", "BUNDLE");
    for (ProviderStatus provider : providers) {
      table.painted(
          1,
          paint(provider.state()),
          provider.name(),
          provider.state().name(),
          NumberText.count(provider.instruments()),
          NumberText.count(provider.failures()),
          provider.bundle());
      if (!provider.reason().isEmpty()) {
        table.note(provider.reason());
      }
    }
    table.print(console);
  }

  static Paint paint(ServiceState state) {
    return switch (state) {
      case ACTIVE -> Paint.GREEN;
      case DISABLED -> Paint.RED;
      case IGNORED -> Paint.YELLOW;
    };
  }

  private static void write(JsonGenerator json, ProviderStatus provider) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", provider.name());
    json.writeStringField("state", provider.state().name());
    json.writeStringField("reason", provider.reason());
    json.writeStringField("bundle", provider.bundle());
    json.writeNumberField("metrics", provider.instruments());
    json.writeNumberField("failures", provider.failures());
    json.writeEndObject();
  }
}
