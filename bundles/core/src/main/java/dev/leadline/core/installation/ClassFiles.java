package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.linking.SiteTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The class files of loaded classes, to read. From the class's loader where it has the resource;
 * for classes that were made at run time, from the JVM, which hands them out for a retransformation
 * that changes nothing.
 */
public final class ClassFiles {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Instrumentation instrumentation;
  private final LeadlineThread thread;
  private final Consumer<Class<?>> retransform;
  private final ClassRewriter rewriter =
      new ClassRewriter(ProbeTransformer.forThisJvm(), new SiteTable());

  /**
   * @param retransform retransforms a class; called on Leadline's thread
   */
  public ClassFiles(
      Instrumentation instrumentation, LeadlineThread thread, Consumer<Class<?>> retransform) {
    this.instrumentation = instrumentation;
    this.thread = thread;
    this.retransform = retransform;
  }

  /** The bytes, from wherever; on any thread but the application's and Leadline's. */
  public Optional<byte[]> of(Class<?> type) {
    Optional<byte[]> resource = ofResource(type);
    if (resource.isPresent()) {
      return resource;
    }
    try {
      return thread.ask(() -> captured(type), PATIENCE).flatMap(captured -> captured);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The bytes that the class's loader has as a resource. */
  public Optional<byte[]> ofResource(Class<?> type) {
    String resource = type.getName().replace('.', '/') + ".class";
    ClassLoader loader = type.getClassLoader();
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      // A closed or broken loader of the application's: the class then counts as one without a
      // resource.
      return Optional.empty();
    }
  }

  private Optional<byte[]> captured(Class<?> type) {
    Capture capture = new Capture(type);
    instrumentation.addTransformer(capture, true);
    try {
      retransform.accept(type);
    } finally {
      instrumentation.removeTransformer(capture);
    }
    return Optional.ofNullable(capture.classFile);
  }

  /** Keeps the bytes of one class. On Leadline's thread. */
  private final class Capture implements ClassFileTransformer {
    private final Class<?> wanted;
    private byte @Nullable [] classFile;

    Capture(Class<?> wanted) {
      this.wanted = wanted;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable Module module,
        @Nullable ClassLoader loader,
        @Nullable String className,
        @Nullable Class<?> type,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (type != wanted) {
        return null;
      }
      classFile = bytes;
      try {
        // Else the JVMs that lose parameter names at a retransformation would lose these.
        return rewriter.restore(bytes, type);
      } catch (RuntimeException | LinkageError unreadable) {
        return null;
      }
    }
  }
}
