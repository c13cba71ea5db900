package dev.leadline.shell.service;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Table;
import java.io.IOException;
import java.util.List;

/** {@code languages}: what expressions can be written in. */
public final class LanguagesCommand extends ParsedCommand<ListingArguments> {

  private final Inventory inventory;

  public LanguagesCommand(Inventory inventory) {
    super("", "languages", "lists the expression languages", ListingArguments::new);
    this.inventory = inventory;
  }

  @Override
  protected int run(Console console, ListingArguments given) {
    List<LanguageStatus> languages = inventory.languages();
    if (given.json) {
      JsonText.print(
          console,
          json -> {
            json.writeStartObject();
            JsonText.array(json, "languages", languages, LanguagesCommand::write);
            json.writeEndObject();
          });
      return OK;
    }
    if (languages.isEmpty()) {
      console
          .out()
          .println("there is no expression language: expressions wait for one; see doctor");
      return OK;
    }
    Table table = new Table("LANGUAGE", "STATE", ">TRACEPOINTS", "BUNDLE");
    for (LanguageStatus language : languages) {
      table.painted(
          1,
          ProvidersCommand.paint(language.state()),
          language.name(),
          language.state().name(),
          NumberText.count(language.tracepoints()),
          language.bundle());
      if (!language.reason().isEmpty()) {
        table.note(language.reason());
      }
    }
    table.print(console);
    return OK;
  }

  private static void write(JsonGenerator json, LanguageStatus language) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", language.name());
    json.writeStringField("state", language.state().name());
    json.writeStringField("reason", language.reason());
    json.writeStringField("bundle", language.bundle());
    json.writeNumberField("tracepoints", language.tracepoints());
    json.writeEndObject();
  }
}
