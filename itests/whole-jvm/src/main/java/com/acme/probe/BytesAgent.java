package com.acme.probe;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the class file of a class is once all agents have had it: a transformer that is added
 * last is asked last.
 */
public final class BytesAgent {

  private static volatile @Nullable Instrumentation instrumentation;

  private BytesAgent() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** Loaded again, it is the last one once more. */
  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** Checksum of the class file, and whether it calls the bridge. */
  public static String checksum(Class<?> type) throws Exception {
    Instrumentation access = instrumentation;
    if (access == null) {
      throw new IllegalStateException("this agent is not on the command line");
    }
    Capture capture = new Capture(type);
    access.addTransformer(capture, true);
    try {
      access.retransformClasses(type);
    } finally {
      access.removeTransformer(capture);
    }
    CRC32 checksum = new CRC32();
    checksum.update(capture.bytes);
    String text = new String(capture.bytes, StandardCharsets.ISO_8859_1);
    return Long.toHexString(checksum.getValue())
        + (text.contains("LeadlineBridge") ? " with probes" : " without probes");
  }

  private static final class Capture implements ClassFileTransformer {
    private final Class<?> type;
    private byte[] bytes = {};

    Capture(Class<?> type) {
      this.type = type;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (redefined == type) {
        bytes = classFile.clone();
      }
      return null;
    }
  }
}
