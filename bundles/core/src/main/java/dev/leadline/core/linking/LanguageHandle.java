package dev.leadline.core.linking;

import dev.leadline.core.service.ServiceThread;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A language that is present, and the thread on which it compiles: a compilation may load classes
 * of the application, and wait for its class loaders for ever.
 */
public final class LanguageHandle {

  /** A first compilation takes a second, on a busy machine several. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final ExpressionLanguage language;
  private final ServiceThread thread;
  private final System.Logger log;
  private final AtomicBoolean isPrepared = new AtomicBoolean();

  /** Answers that nobody waited for, until {@link #forgetLate}. */
  private final Map<ExpressionRequest, Answer> late = new ConcurrentHashMap<>();

  /**
   * @param onLate run on the language's thread when it has answered all that was not waited for;
   *     must only hand the work on
   */
  LanguageHandle(
      String name,
      ExpressionLanguage language,
      Duration patience,
      Runnable onLate,
      System.Logger log) {
    this.name = name;
    this.log = log;
    this.language = language;
    this.thread = new ServiceThread("leadline-language", Thread.MIN_PRIORITY, patience, onLate);
  }

  /** What a language says to a request. */
  sealed interface Answer {

    /** What it should say; null is against its contract. */
    record Answered(@Nullable Compilation compilation) implements Answer {}

    /** It threw. */
    record Thrown(Throwable failure) implements Answer {}

    /**
     * It has not answered yet; the answer is there for the same request once it has.
     *
     * @param reason what it is at instead
     */
    record Late(String reason) implements Answer {}
  }

  String name() {
    return name;
  }

  ExpressionLanguage language() {
    return language;
  }

  /** Names that the text may read. */
  public Set<String> identifiers(String text) {
    return Set.copyOf(language.identifiers(text));
  }

  /** Has it get ready, the first time; does not wait. From any thread. */
  public void prepare() {
    if (isPrepared.compareAndSet(false, true)) {
      thread.submit("its preparation", this::prepareNow);
    }
  }

  private void prepareNow() {
    try {
      language.prepare();
    } catch (Throwable failure) {
      // Preparation is a favour: the compilation to come shows whether anything is wrong.
      log.log(Level.WARNING, "the language " + name + " could not prepare itself", failure);
    }
  }

  /** Waits for all that it was asked for, at most for a while. On Leadline's thread. */
  void settle() {
    thread.execute("what it was asked for", () -> {});
  }

  /** Has it compile; {@link #await} waits for that. On Leadline's thread. */
  Attempt begin(ExpressionRequest request) {
    // Not taken away: the exits of one method ask the same.
    Attempt attempt = new Attempt(request, late.get(request));
    if (!attempt.isAnswered()) {
      thread.begin("the compilation of \"" + request.expression() + "\"", attempt);
    }
    return attempt;
  }

  /** Waits for all that was begun, for each as long as the patience lasts. On Leadline's thread. */
  void await() {
    thread.settle();
  }

  /** That it has not returned from a call for longer than it is waited for; empty when it has. */
  Optional<String> blocked() {
    return thread
        .overdue()
        .map(call -> call.what() + " has not returned for " + call.time().toSeconds() + " s");
  }

  /** Answers that nobody has asked for again are of no use: their probes are gone. */
  void forgetLate() {
    late.clear();
  }

  /** It is gone. */
  void close() {
    thread.close();
    late.clear();
  }

  /** One request, whose answer comes in time or late. */
  final class Attempt implements Runnable {

    private final ExpressionRequest request;

    /** Guarded by this, as is the other. */
    private @Nullable Answer answer;

    private boolean isLate;

    private Attempt(ExpressionRequest request, @Nullable Answer known) {
      this.request = request;
      this.answer = known;
    }

    private synchronized boolean isAnswered() {
      return answer != null;
    }

    @Override
    public void run() {
      Answer given = ask();
      synchronized (this) {
        answer = given;
        if (isLate) {
          late.put(request, given);
        }
      }
    }

    private Answer ask() {
      try {
        return new Answer.Answered(language.compile(request));
      } catch (Throwable failure) {
        return new Answer.Thrown(failure);
      }
    }

    /** The answer; from now on it is late, if it is not there. */
    synchronized Answer answer() {
      if (answer == null) {
        isLate = true;
        return new Answer.Late(blocked().orElse("it is busy"));
      }
      return answer;
    }
  }
}
