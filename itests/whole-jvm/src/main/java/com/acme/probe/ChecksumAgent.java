package com.acme.probe;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Prints the checksum of every class of {@code com.acme} as the JVM gets it. */
public final class ChecksumAgent implements ClassFileTransformer {

  public static void premain(String arguments, Instrumentation instrumentation) {
    // Can retransform, so that it comes after those that can and were added before.
    instrumentation.addTransformer(new ChecksumAgent(), true);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name.startsWith("com/acme/") && !name.startsWith("com/acme/probe/")) {
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      System.out.println("class " + name + " " + checksum.getValue());
    }
    return null;
  }
}
