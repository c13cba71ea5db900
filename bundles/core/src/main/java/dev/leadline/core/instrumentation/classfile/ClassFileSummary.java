package dev.leadline.core.instrumentation.classfile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Name, version and source attributes of a class file.
 *
 * <p>Cost: one pass over the constant pool and the attribute headers, one {@code int[]} and the
 * strings of this record; a few microseconds for a usual class.
 *
 * @param name internal name, such as {@code com/acme/Foo$Bar}
 * @param majorVersion class file version, such as 61 for Java 17
 * @param access access flags of the class
 * @param sourceFile the {@code SourceFile} attribute, such as {@code Foo.java}
 * @param debugExtension the {@code SourceDebugExtension} attribute (JSR-45), such as a Kotlin class
 *     or a JSP has
 */
public record ClassFileSummary(
    String name,
    int majorVersion,
    int access,
    Optional<String> sourceFile,
    Optional<String> debugExtension) {

  private static final int ACC_MODULE = 0x8000;

  public ClassFileSummary {
    requireNonNull(name, "name");
    requireNonNull(sourceFile, "sourceFile");
    requireNonNull(debugExtension, "debugExtension");
  }

  /** Reads class file bytes; empty when they are not a class file that can be walked. */
  public static Optional<ClassFileSummary> read(byte[] classFile) {
    try {
      return Optional.of(new ClassFileCursor(classFile).summary());
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      // Not ours to complain about: the JVM itself refuses such a class, with a better message.
      return Optional.empty();
    }
  }

  /** Package as a path, such as {@code com/acme}; empty for the unnamed package. */
  public String packagePath() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  /** Whether this is a module descriptor, which has no code. */
  public boolean isModule() {
    return (access & ACC_MODULE) != 0;
  }
}
