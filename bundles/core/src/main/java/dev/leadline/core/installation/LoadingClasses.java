package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Classes that were rewritten while they loaded: when they are there, their probes can be made
 * live, without waiting for the application to pass them. Added on the thread that loads, looked
 * for on Leadline's.
 */
final class LoadingClasses {

  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * A class that is not there after so many looks was refused by its loader or by the JVM; its call
   * sites link by themselves.
   */
  private static final int MOST_LOOKS = 100;

  private final Instrumentation instrumentation;
  private final LeadlineThread thread;
  private final Consumer<List<Rewritten>> onLoaded;
  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isLooking = new AtomicBoolean();

  private static final class Entry {
    final String className;
    final @Nullable WeakReference<ClassLoader> loader;
    final Rewriting rewriting;
    int looks;

    Entry(String className, @Nullable ClassLoader loader, Rewriting rewriting) {
      this.className = className;
      this.loader = loader == null ? null : new WeakReference<>(loader);
      this.rewriting = rewriting;
    }

    boolean hasLoaderOf(Class<?> type) {
      return type.getClassLoader() == (loader == null ? null : loader.get());
    }
  }

  LoadingClasses(
      Instrumentation instrumentation, LeadlineThread thread, Consumer<List<Rewritten>> onLoaded) {
    this.instrumentation = instrumentation;
    this.thread = thread;
    this.onLoaded = onLoaded;
  }

  void add(String className, @Nullable ClassLoader loader, Rewriting rewriting) {
    entries.add(new Entry(className, loader, rewriting));
    lookSoon();
  }

  private void lookSoon() {
    if (isLooking.compareAndSet(false, true)) {
      thread.schedule(this::look, LOOK);
    }
  }

  private void look() {
    isLooking.set(false);
    Map<String, List<Entry>> waiting = new HashMap<>();
    for (Entry entry : entries) {
      waiting.computeIfAbsent(entry.className, name -> new ArrayList<>()).add(entry);
    }
    Set<Entry> done = new HashSet<>();
    List<Rewritten> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      for (Entry entry : waiting.getOrDefault(type.getName(), List.of())) {
        if (entry.hasLoaderOf(type) && done.add(entry)) {
          loaded.add(new Rewritten(type, entry.rewriting));
        }
      }
    }
    entries.removeIf(entry -> done.contains(entry) || ++entry.looks > MOST_LOOKS);
    if (!entries.isEmpty()) {
      lookSoon();
    }
    onLoaded.accept(loaded);
  }
}
