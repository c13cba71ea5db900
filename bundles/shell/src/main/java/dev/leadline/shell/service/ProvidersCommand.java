package dev.leadline.shell.service;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.List;

/** {@code providers}: where metrics go. */
public final class ProvidersCommand extends ParsedCommand<ListingArguments> {

  private final Inventory inventory;

  public ProvidersCommand(Inventory inventory) {
    super("", "providers", "lists the metric providers", ListingArguments::new);
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
            json.writeEndObject();
          });
      return OK;
    }
    if (providers.isEmpty()) {
      console.out().println("there is no metric provider: nothing is recorded; see doctor");
      return OK;
    }
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
    return OK;
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
