package dev.leadline.testkit.expression;

import dev.leadline.sdk.expression.MemberAccess;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * An application made of Java sources, compiled in memory with debug information. Each {@link
 * #load()} gives a class loader of its own, so that a test can drop it.
 */
public final class JavaFixture {

  private static final Pattern TYPE =
      Pattern.compile("^[\\w ]*\\b(?:class|record|interface|enum) +(\\w+)", Pattern.MULTILINE);
  private static final Pattern PACKAGE =
      Pattern.compile("^package +([\\w.]+) *;", Pattern.MULTILINE);

  private final Map<String, byte[]> classes;

  private JavaFixture(Map<String, byte[]> classes) {
    this.classes = Map.copyOf(classes);
  }

  /** Compiles sources, each a whole file, against the JDK alone. */
  public static JavaFixture of(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("the tests need a JDK, this is a JRE");
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Memory memory = new Memory(compiler.getStandardFileManager(problems, null, null));
    List<JavaFileObject> files = Stream.of(sources).<JavaFileObject>map(Source::new).toList();
    List<String> options = List.of("-g", "-proc:none", "-implicit:none", "-classpath", "");
    boolean compiled = compiler.getTask(null, memory, problems, options, null, files).call();
    if (!compiled) {
      List<String> errors =
          problems.getDiagnostics().stream()
              .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .toList();
      throw new IllegalArgumentException(String.join("\n", errors));
    }
    Map<String, byte[]> classes = new HashMap<>();
    memory.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new JavaFixture(classes);
  }

  /** A fresh loader of these classes, whose parent has the JDK alone. */
  public ClassLoader load() {
    return new Loader(classes);
  }

  /** A class of a fresh loader. */
  public Class<?> load(String name) {
    return find(load(), name);
  }

  /** A class of that loader. */
  public static Class<?> find(ClassLoader loader, String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Private access as the platform gives it, for classes outside of named modules. */
  public static MemberAccess access() {
    return type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super("fixture", ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///" + path(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher type = TYPE.matcher(text);
      if (!type.find()) {
        throw new IllegalArgumentException("no type in: " + text);
      }
      Matcher in = PACKAGE.matcher(text);
      return in.find() ? in.group(1).replace('.', '/') + "/" + type.group(1) : type.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
