package dev.leadline.core.instrumentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/** Loads the corpus with changed bytes and lets the JVM verify each class. */
final class CorpusLoader {

  private static final int CHUNK = 250;

  private final CorpusJars jars;
  private final UnaryOperator<byte[]> change;
  private final Set<String> wanted = new HashSet<>();

  CorpusLoader(CorpusJars jars, UnaryOperator<byte[]> change) {
    this.jars = jars;
    this.change = change;
  }

  void verifyAll(CorpusFigures figures) throws InterruptedException, ExecutionException {
    wanted.addAll(jars.names());
    Loader changed = new Loader(change);
    Loader original = new Loader(UnaryOperator.identity());
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    try {
      List<String> names = jars.names();
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < names.size(); i += CHUNK) {
        List<String> part = names.subList(i, Math.min(names.size(), i + CHUNK));
        parts.add(
            threads.submit(() -> part.forEach(name -> verify(name, changed, original, figures))));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void verify(String name, Loader changed, Loader original, CorpusFigures figures) {
    Throwable failure = link(name, changed);
    if (failure == null) {
      figures.verified();
      return;
    }
    Throwable without = link(name, original);
    if (without == null || !without.getClass().equals(failure.getClass())) {
      figures.failed(name, failure);
    } else if (failure instanceof VerifyError || failure instanceof ClassFormatError) {
      figures.brokenBefore(name, failure);
    } else {
      verifyWithoutClasses(name, changed, figures);
      figures.unresolvable();
    }
  }

  /** What can be verified without the classes that are missing. */
  private static void verifyWithoutClasses(String name, Loader loader, CorpusFigures figures) {
    ClassNode type = new ClassNode();
    new ClassReader(loader.bytes(name)).accept(type, 0);
    for (MethodNode method : type.methods) {
      try {
        new Analyzer<>(new BasicVerifier()).analyze(type.name, method);
      } catch (AnalyzerException e) {
        figures.failed(name, e);
      }
    }
  }

  /** Reflection over members has the JVM link the class, and so verify it. */
  private static Throwable link(String name, Loader loader) {
    try {
      Class.forName(name, false, loader).getDeclaredConstructors();
      return null;
    } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
      return e;
    }
  }

  private final class Loader extends ClassLoader {
    private final UnaryOperator<byte[]> bytes;

    static {
      registerAsParallelCapable();
    }

    Loader(UnaryOperator<byte[]> bytes) {
      super(ClassLoader.getPlatformClassLoader());
      this.bytes = bytes;
    }

    byte[] bytes(String name) {
      byte[] file = jars.classes().get(name);
      return wanted.contains(name) ? bytes.apply(file) : file;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!jars.classes().containsKey(name)) {
        throw new ClassNotFoundException(name);
      }
      byte[] used = bytes(name);
      return defineClass(name, used, 0, used.length);
    }
  }
}
