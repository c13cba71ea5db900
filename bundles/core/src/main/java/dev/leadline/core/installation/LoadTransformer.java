package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import dev.leadline.core.installation.WantedTracepoints.Wanted;
import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Puts the call sites of wanted tracepoints into classes as they load or are retransformed, by us
 * or by another agent. On whatever thread that happens: compiles nothing, waits for nothing, and
 * never fails.
 */
final class LoadTransformer implements ClassFileTransformer {

  private final ClassFilter filter;
  private final ClassRewriter rewriter;
  private final Listener listener;
  private final LoadFaults faults;
  private final System.Logger log;

  private final AtomicBoolean isWarm = new AtomicBoolean();

  /** Changed by any thread that declares; read by those that load classes. */
  private final WantedTracepoints wanted = new WantedTracepoints();

  /** Told what was done. On the thread that loads the class: must only hand it on. */
  interface Listener {
    /**
     * @param type the class, when it is loaded already; null when it is about to be
     */
    void rewritten(
        String className,
        @Nullable ClassLoader loader,
        @Nullable Class<?> type,
        Rewriting rewriting);
  }

  LoadTransformer(
      ClassFilter filter,
      ClassRewriter rewriter,
      Listener listener,
      LoadFaults faults,
      System.Logger log) {
    this.filter = filter;
    this.rewriter = rewriter;
    this.listener = listener;
    this.faults = faults;
    this.log = log;
  }

  /**
   * Loads all that a transformation needs, on the caller's thread: neither is an application's
   * thread to pay for that, nor may one of these classes load while it is itself asked about. Where
   * they are in a loader whose classes are asked about (in tests), it would be loaded to be asked
   * about, and so defined twice: a LinkageError.
   */
  void warmUp() {
    if (isWarm.getAndSet(true)) {
      return;
    }
    String resource = LoadTransformer.class.getSimpleName() + ".class";
    try (InputStream in = LoadTransformer.class.getResourceAsStream(resource)) {
      if (in != null) {
        byte[] sample = in.readAllBytes();
        ClassFileSummary.read(sample).ifPresent(wanted::in);
        rewriter.warmUp(sample);
      }
    } catch (IOException | RuntimeException | LinkageError failure) {
      // Whatever it is will show, and be told, when a class is really transformed.
      log.log(Level.DEBUG, "the transformer could not be warmed up", failure);
    }
  }

  /** What classes get as they load. */
  WantedTracepoints wanted() {
    return wanted;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      if (className == null
          || (wanted.isEmpty() && classBeingRedefined == null)
          || !filter.accepts(loader)) {
        return null;
      }
      String name = className.replace('/', '.');
      // Almost all classes that load end here, at the price of their name.
      if ((classBeingRedefined == null && !wanted.mayHold(name))
          || filter.refusal(loader, name).isPresent()) {
        return null;
      }
      List<Wanted> matching =
          wanted.isEmpty()
              ? List.of()
              : ClassFileSummary.read(classFile).map(wanted::in).orElse(List.of());
      if (matching.isEmpty()) {
        return classBeingRedefined == null
            ? null
            : rewriter.restore(classFile, classBeingRedefined);
      }
      Rewriting rewriting = rewriter.rewrite(classFile, name, classBeingRedefined, matching);
      listener.rewritten(name, loader, classBeingRedefined, rewriting);
      return rewriting.classFile();
    } catch (Throwable failure) {
      // A class of the application's that cannot be rewritten stays as it is.
      faults.add(String.valueOf(className), failure);
      return null;
    }
  }
}
