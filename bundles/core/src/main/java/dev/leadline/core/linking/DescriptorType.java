package dev.leadline.core.linking;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** From field descriptors to classes. */
final class DescriptorType {

  private DescriptorType() {}

  /** As a call site passes it: a reference as Object. */
  static Class<?> erased(String descriptor) {
    return switch (descriptor) {
      case "Z" -> boolean.class;
      case "B" -> byte.class;
      case "S" -> short.class;
      case "C" -> char.class;
      case "I" -> int.class;
      case "J" -> long.class;
      case "F" -> float.class;
      case "D" -> double.class;
      default -> Object.class;
    };
  }

  /**
   * The class as this loader finds it; Object when it does not (the variable can then only be null,
   * or be something that its declaration does not say). Loads, and does not initialise.
   */
  static Class<?> resolve(String descriptor, @Nullable ClassLoader loader) {
    Class<?> primitive = erased(descriptor);
    if (primitive.isPrimitive()) {
      return primitive;
    }
    String name =
        descriptor.startsWith("[")
            ? descriptor.replace('/', '.')
            : Type.getType(descriptor).getClassName();
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return Object.class;
    }
  }
}
