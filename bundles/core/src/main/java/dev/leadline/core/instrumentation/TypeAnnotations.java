package dev.leadline.core.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.RecordComponentNode;

/** Finds the type annotations that JDK-8376185 is about. */
final class TypeAnnotations {

  private TypeAnnotations() {}

  /** Whether a component of the record has any. */
  static boolean onRecord(ClassNode type) {
    if (type.recordComponents == null) {
      return false;
    }
    for (RecordComponentNode component : type.recordComponents) {
      if (isPresent(component.visibleTypeAnnotations)
          || isPresent(component.invisibleTypeAnnotations)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPresent(@Nullable List<?> annotations) {
    return annotations != null && !annotations.isEmpty();
  }
}
