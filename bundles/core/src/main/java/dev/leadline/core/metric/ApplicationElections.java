package dev.leadline.core.metric;

import dev.leadline.sdk.metric.ApplicationScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The {@link Election} of each application, and when it is to be held again. Keeps no application
 * alive. Confined to Leadline's thread.
 */
final class ApplicationElections {

  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  private final Map<Object, Term> terms = new WeakHashMap<>();
  private final List<String> news = new ArrayList<>();

  private record Term(Election election, long begin, long pause) {}

  /** The one in force, held now if there is none. */
  Election standing(Object application, List<ProviderHandle> providers, ApplicationScope scope) {
    Term term = terms.get(application);
    return term == null ? hold(application, providers, scope) : term.election();
  }

  /** Holds it now. */
  Election hold(Object application, List<ProviderHandle> providers, ApplicationScope scope) {
    Election election = Election.of(providers, scope, formerSeats(application));
    settle(application, election, scope);
    return election;
  }

  /** Whether it is time to hold it again. */
  boolean isDue(Object application) {
    Term term = terms.get(application);
    return term == null || System.nanoTime() - term.begin() >= term.pause();
  }

  /** Holds it again; whether it came out differently. */
  boolean hasChanged(Object application, List<ProviderHandle> providers, ApplicationScope scope) {
    Term before = terms.get(application);
    Election now = Election.of(providers, scope, formerSeats(application));
    if (before != null && before.election().seats().equals(now.seats())) {
      long pause = Math.min(2 * before.pause(), LONGEST_PAUSE);
      terms.put(application, new Term(now, System.nanoTime(), pause));
      return false;
    }
    settle(application, now, scope);
    return true;
  }

  private List<Election.Seat> formerSeats(Object application) {
    Term term = terms.get(application);
    return term == null ? List.of() : term.election().seats();
  }

  private void settle(Object application, Election election, ApplicationScope scope) {
    Term before = terms.put(application, new Term(election, System.nanoTime(), FIRST_PAUSE));
    boolean isNews = before == null || !before.election().seats().equals(election.seats());
    if (isNews
        && (election.isRemarkable() || (before != null && before.election().isRemarkable()))) {
      news.add("metrics of " + scope + " go to " + election.seats());
    }
  }

  /** A line for each application whose metrics go to another place, since the last call. */
  List<String> takeNews() {
    List<String> taken = List.copyOf(news);
    news.clear();
    return taken;
  }
}
