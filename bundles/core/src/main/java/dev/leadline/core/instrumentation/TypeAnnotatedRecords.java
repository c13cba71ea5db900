package dev.leadline.core.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * JDK-8376185: when a record is retransformed and its constant pool is merged with the new one, the
 * JVM reads the type annotations of its components as if they were declaration annotations. It
 * rewrites what is none, and then misses fields that are there ({@code NoSuchFieldError}), refuses
 * every later retransformation, or crashes; seen on 17.0.15 and 25.0.3. Annotations that the JVM
 * does not keep (retention CLASS) and those elsewhere in the record do no harm.
 */
final class TypeAnnotatedRecords {

  private TypeAnnotatedRecords() {}

  /**
   * Whether this JVM has the defect. Mended in 25.0.4, 26.0.2 and 27. Where an older line gets the
   * fix later, its records are refused for nothing, which is the harmless mistake.
   */
  static boolean areCorruptedBy(Runtime.Version version) {
    return switch (version.feature()) {
      case 25 -> version.update() < 4;
      case 26 -> version.update() < 2;
      default -> version.feature() < 25;
    };
  }

  /** Whether a component of the record has a type annotation that the JVM keeps. */
  static boolean isOne(ClassNode type) {
    if (type.recordComponents == null) {
      return false;
    }
    for (RecordComponentNode component : type.recordComponents) {
      if (isPresent(component.visibleTypeAnnotations)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPresent(@Nullable List<?> annotations) {
    return annotations != null && !annotations.isEmpty();
  }
}
