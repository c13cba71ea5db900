package dev.leadline.shell.service;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.JsonText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import dev.leadline.shell.text.ProblemText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code doctor}: everything that is wrong or worth knowing, each with what to do. */
public final class DoctorCommand extends ParsedCommand<ListingArguments> {

  private final Collection<HealthCheck> checks;
  private final Inventory inventory;
  private final TracepointRegistry registry;

  /**
   * @param checks those that are present; read anew at each run
   */
  public DoctorCommand(
      Collection<HealthCheck> checks, Inventory inventory, TracepointRegistry registry) {
    super(
        "",
        "doctor",
        "tells everything that is wrong or worth knowing, with what to do",
        ListingArguments::new);
    this.checks = checks;
    this.inventory = inventory;
    this.registry = registry;
  }

  @Override
  protected int run(Console console, ListingArguments given) {
    Map<String, List<Problem>> findings = findings();
    boolean hasErrors = findings.values().stream().flatMap(List::stream).anyMatch(Problem::isError);
    if (given.json) {
      JsonText.print(console, json -> write(json, findings));
    } else {
      print(console, findings);
    }
    return hasErrors ? FAILED : OK;
  }

  private Map<String, List<Problem>> findings() {
    Map<String, List<Problem>> findings = new LinkedHashMap<>();
    findings.put("providers", providers());
    findings.put("languages", languages());
    findings.put("tracepoints", tracepoints());
    for (HealthCheck check : checks) {
      Finding found = Finding.of(check);
      findings.computeIfAbsent(found.subject(), key -> new ArrayList<>()).addAll(found.problems());
    }
    return findings;
  }

  private List<Problem> providers() {
    List<Problem> problems = new ArrayList<>();
    // What is wrong with one of them, core's own check says.
    if (inventory.providers().stream().noneMatch(it -> it.state() == ServiceState.ACTIVE)) {
      problems.add(
          Problem.error(
              "DR-002",
              "there is no metric provider in use: nothing is recorded",
              "put a provider's bundle into the plugins directory, or look for it in the log"));
    }
    return problems;
  }

  private List<Problem> languages() {
    List<Problem> problems = new ArrayList<>();
    List<LanguageStatus> languages = inventory.languages();
    if (languages.stream().noneMatch(it -> it.state() == ServiceState.ACTIVE)) {
      problems.add(
          Problem.error(
              "DR-005",
              "there is no expression language: tracepoints with expressions wait for theirs",
              "look for the bundle of Groovy expressions in the log"));
    }
    for (LanguageStatus language : languages) {
      if (language.state() != ServiceState.ACTIVE) {
        problems.add(
            Problem.warning(
                "DR-006",
                "the language " + language.name() + " is not used: " + language.reason(),
                "remove one of the two bundles; this one is " + language.bundle()));
      }
    }
    return problems;
  }

  private List<Problem> tracepoints() {
    List<Problem> problems = new ArrayList<>();
    for (TracepointStatus status : registry.statuses()) {
      state(status, problems);
      for (Problem problem : status.problems()) {
        problems.add(
            new Problem(
                problem.code(),
                problem.severity(),
                problem.place(),
                problem.value(),
                "tracepoint " + status.id() + ": " + problem.message(),
                problem.hint()));
      }
      if (!status.errors().isEmpty()) {
        problems.add(
            Problem.warning(
                "DR-008",
                "tracepoint "
                    + status.id()
                    + ": expressions fail at run time: "
                    + String.join("; ", status.errors()),
                "those hits are not recorded; code:check tries another expression"));
      }
      long overflown = status.dropped().getOrDefault("series_overflow", 0L);
      if (overflown > 0) {
        problems.add(
            Problem.warning(
                "DR-009",
                "tracepoint "
                    + status.id()
                    + ": "
                    + NumberText.plural(overflown, "value")
                    + " went into the series _overflow: its labels have too many values",
                "take a label with fewer values, or raise maxSeries"));
      }
    }
    return problems;
  }

  /** The states that somebody should look at; the problems, if there are any, say it themselves. */
  private static void state(TracepointStatus status, List<Problem> problems) {
    String hint =
        switch (status.state()) {
          case REJECTED -> status.problems().isEmpty() ? "tp:show " + status.id() : "";
          case NO_CODE -> "code:lines shows the lines of the file that have code";
          case PENDING -> "it is installed when such a class loads; code:find finds loaded files";
          case PAUSED -> "tp:enable switches on what was switched off; else it goes on by itself";
          case STALE -> "the source was edited: look at the line, and declare it anew";
          case EXHAUSTED, EXPIRED -> "it is over: tp:remove takes it off the list";
          case INSTALLED, ACTIVE -> "";
        };
    if (hint.isEmpty()) {
      return;
    }
    boolean isError =
        status.state() == TracepointState.REJECTED || status.state() == TracepointState.NO_CODE;
    String message =
        "tracepoint " + status.id() + " is " + status.state().name() + ": " + status.reason();
    problems.add(
        isError
            ? Problem.error("DR-007", message, hint)
            : Problem.warning("DR-007", message, hint));
  }

  private static void print(Console console, Map<String, List<Problem>> findings) {
    int errors = 0;
    int warnings = 0;
    for (Map.Entry<String, List<Problem>> subject : findings.entrySet()) {
      List<Problem> problems = subject.getValue();
      console
          .out()
          .println(
              Paint.BOLD.on(console, subject.getKey())
                  + (problems.isEmpty() ? ": " + Paint.GREEN.on(console, "well") : ""));
      for (Problem problem : problems) {
        ProblemText.print(console, console.out(), problem, "  ");
        if (problem.isError()) {
          errors++;
        } else {
          warnings++;
        }
      }
    }
    console
        .out()
        .println(
            errors + warnings == 0
                ? "all is well"
                : NumberText.plural(errors, "error")
                    + " and "
                    + NumberText.plural(warnings, "warning"));
  }

  private static void write(JsonGenerator json, Map<String, List<Problem>> findings)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, List<Problem>> subject : findings.entrySet()) {
      JsonText.array(json, subject.getKey(), subject.getValue(), JsonText::problem);
    }
    json.writeEndObject();
  }
}
