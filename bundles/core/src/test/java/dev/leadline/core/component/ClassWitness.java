package dev.leadline.core.component;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees a class file each time that the JVM hands it to transformers, as those have made it that
 * were added before; changes nothing.
 */
record ClassWitness(Class<?> type, Consumer<byte[]> seen) implements ClassFileTransformer {

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (redefined == type) {
      seen.accept(classFile);
    }
    return null;
  }
}
