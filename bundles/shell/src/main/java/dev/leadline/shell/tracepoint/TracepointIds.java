package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.MeantName;
import java.util.List;
import java.util.Optional;

/** Finds tracepoints by the id that somebody typed. */
final class TracepointIds {

  private final TracepointRegistry registry;

  TracepointIds(TracepointRegistry registry) {
    this.registry = registry;
  }

  /** The tracepoint; when there is none, the console has been told. */
  Optional<TracepointStatus> find(Console console, String id) {
    Optional<TracepointStatus> found = registry.status(id);
    if (found.isEmpty()) {
      console.err().println(missing(id));
    }
    return found;
  }

  /** What to say of an id that no tracepoint has. */
  String missing(String id) {
    List<String> ids = registry.statuses().stream().map(TracepointStatus::id).toList();
    return "there is no tracepoint "
        + id
        + (ids.isEmpty() ? "; there is none at all" : MeantName.hint(id, ids));
  }

  /** All ids, with where they are. */
  List<Candidate> candidates() {
    return registry.statuses().stream()
        .map(
            status ->
                new Candidate(
                    status.id(),
                    status.tracepoint().location() + ", " + status.state().name(),
                    true))
        .toList();
  }
}
