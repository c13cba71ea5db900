package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Has the JVM retransform classes, many in one call. On Leadline's thread.
 *
 * <p>For each call the JVM stops all threads once, and looks at every class that is loaded, whether
 * it is retransformed or not: that is most of the pause, and grows with the application. So many
 * calls of one class each stop an application far longer in all than few calls of many, and a call
 * of {@link #MOST_AT_ONCE} not much longer than one of a single class (docs/performance.md has the
 * figures).
 *
 * <p>The JVM changes all classes of a call or none. When it refuses, the call is made again with
 * either half, down to the class that it does not take: one class spoils no other.
 */
final class Retransformer {

  static final int MOST_AT_ONCE = 200;

  private final Instrumentation instrumentation;
  private final Consumer<List<Rewritten>> onRewritten;
  private final BiConsumer<Class<?>, Throwable> onRefused;

  /** What our transformer did in the call that is under way. */
  private final List<Rewritten> rewritten = new ArrayList<>();

  /** What it did in the calls before, which the JVM has taken. */
  private final List<Rewritten> taken = new ArrayList<>();

  /**
   * @param onRewritten takes the classes that have call sites now; must not throw
   * @param onRefused takes a class that stays as it was, and what the JVM said; must not throw
   */
  Retransformer(
      Instrumentation instrumentation,
      Consumer<List<Rewritten>> onRewritten,
      BiConsumer<Class<?>, Throwable> onRefused) {
    this.instrumentation = instrumentation;
    this.onRewritten = onRewritten;
    this.onRefused = onRefused;
  }

  /** Our transformer tells what it did, while {@link #retransform} runs on this thread. */
  void rewritten(Class<?> type, Rewriting rewriting) {
    rewritten.add(new Rewritten(type, rewriting));
  }

  /**
   * Retransforms the classes, and hands them on when all are done: their probes' code is classes,
   * too, which the JVM would look at in every call that is still to come.
   */
  void retransform(Collection<Class<?>> types) {
    List<Class<?>> all = List.copyOf(types);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      retransformTogether(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
    }
    List<Rewritten> now = List.copyOf(taken);
    taken.clear();
    onRewritten.accept(now);
  }

  private void retransformTogether(List<Class<?>> types) {
    try {
      instrumentation.retransformClasses(types.toArray(Class<?>[]::new));
    } catch (Throwable refused) {
      // VerifyError, InternalError, UnsupportedOperationException: the classes stay as they were.
      rewritten.clear();
      if (types.size() == 1) {
        onRefused.accept(types.get(0), refused);
      } else {
        int half = types.size() / 2;
        retransformTogether(types.subList(0, half));
        retransformTogether(types.subList(half, types.size()));
      }
      return;
    }
    taken.addAll(rewritten);
    rewritten.clear();
  }
}
