package dev.leadline.core.metric;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.service.ServiceThread;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.metric.MetricProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is present: its name at the time it came, what it has done wrong, and the thread
 * on which it is called. Its state can be read on any thread.
 */
public final class ProviderHandle {

  /** How long Leadline's thread waits for a provider; its contract allows a second. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MetricProvider provider;
  private final ProviderListener listener;
  private final ProviderHealth health;
  private final ServiceThread thread;
  private final String name;
  private volatile @Nullable ProviderHandle rival;

  /** On Leadline's thread; asks the provider for its name, and waits for that as for any call. */
  ProviderHandle(MetricProvider provider, Duration patience, ProviderListener listener) {
    this.provider = provider;
    this.listener = listener;
    this.health = new ProviderHealth(this::disabled);
    this.thread =
        new ServiceThread("leadline-provider", Thread.NORM_PRIORITY, patience, this::answered);
    this.name = askName();
  }

  private void disabled() {
    listener.disabled(this);
  }

  private void answered() {
    listener.answered(this);
  }

  /** A provider that cannot even say its name is known by its class. */
  private String askName() {
    AtomicReference<@Nullable String> answer = new AtomicReference<>();
    execute(
        "name",
        () -> {
          try {
            answer.set(Objects.requireNonNull(provider.name(), "it has no name"));
          } catch (Throwable failure) {
            health.failed(failure);
          }
        });
    String given = answer.get();
    return given == null ? provider.getClass().getName() : given;
  }

  /** Its name when it came; its class when it has none. */
  public String name() {
    return name;
  }

  public MetricProvider provider() {
    return provider;
  }

  /** What it has thrown. */
  public ProviderHealth health() {
    return health;
  }

  /** Whether it gets metrics. */
  public ServiceState state() {
    return rival != null
        ? ServiceState.IGNORED
        : health.isDisabled() ? ServiceState.DISABLED : ServiceState.ACTIVE;
  }

  /** Why it is as it is, one line for people; empty when the state says it all. */
  public String reason() {
    ProviderHandle first = rival;
    if (first != null) {
      return "a provider of the same name came first: " + first.provider().getClass().getName();
    }
    Optional<String> blocked = blocked();
    if (blocked.isPresent()) {
      return blocked.get();
    }
    if (health.failures() == 0) {
      return "";
    }
    return "it failed "
        + health.failures()
        + (health.failures() == 1 ? " time" : " times")
        + ", first with "
        + health.firstFailure();
  }

  /** That it has not returned from a call for longer than it is waited for; empty when it has. */
  public Optional<String> blocked() {
    return thread
        .overdue()
        .map(call -> call.what() + " has not returned for " + call.time().toSeconds() + " s");
  }

  /** Null: it is the first of its name. */
  void rival(@Nullable ProviderHandle first) {
    rival = first;
  }

  /** Calls it on its own thread; {@link #settle} waits for that. */
  void begin(String what, Runnable step) {
    thread.begin(what, step);
  }

  /**
   * Waits for all that was begun; see {@link ServiceThread#settle}. A call that does not return in
   * time counts as a failure.
   */
  boolean settle() {
    boolean wasBlocked = thread.overdue().isPresent();
    boolean isDone = thread.settle();
    if (!isDone && !wasBlocked) {
      thread
          .overdue()
          .ifPresent(
              call -> {
                health.failed(new TimeoutException(call.what()));
                listener.blocked(this, call.what());
              });
    }
    return isDone;
  }

  /** Calls it on its own thread, and waits for that and for all that was begun. */
  boolean execute(String what, Runnable step) {
    begin(what, step);
    return settle();
  }

  /** It is gone: nothing is asked of it any more. */
  void close() {
    thread.close();
  }
}
