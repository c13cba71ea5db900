package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;
import dev.leadline.core.installation.WantedTracepoints.Wanted;
import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
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
  private final System.Logger log;

  /** Set by any thread that declares; read by those that load classes. */
  private volatile WantedTracepoints wanted = WantedTracepoints.NONE;

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
      ClassFilter filter, ClassRewriter rewriter, Listener listener, System.Logger log) {
    this.filter = filter;
    this.rewriter = rewriter;
    this.listener = listener;
    this.log = log;
  }

  void publish(WantedTracepoints newWanted) {
    wanted = newWanted;
  }

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
      WantedTracepoints current = wanted;
      if (className == null
          || (current.isEmpty() && classBeingRedefined == null)
          || !filter.accepts(loader)
          || filter.refusal(loader, className.replace('/', '.')).isPresent()) {
        return null;
      }
      List<Wanted> matching =
          current.isEmpty()
              ? List.of()
              : ClassFileSummary.read(classFile).map(current::in).orElse(List.of());
      if (matching.isEmpty()) {
        return classBeingRedefined == null
            ? null
            : rewriter.restore(classFile, classBeingRedefined);
      }
      String name = className.replace('/', '.');
      Rewriting rewriting = rewriter.rewrite(classFile, name, classBeingRedefined, matching);
      listener.rewritten(name, loader, classBeingRedefined, rewriting);
      return rewriting.classFile();
    } catch (Throwable failure) {
      // A class of the application's that cannot be rewritten stays as it is.
      log.log(
          Level.ERROR, "the class " + className + " was left alone, for a fault of ours", failure);
      return null;
    }
  }
}
