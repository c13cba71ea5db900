package dev.leadline.core.instrumentation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Puts probes into class files.
 *
 * <p>At a code point it emits: load the variables that the request's expressions may read, then one
 * {@code invokedynamic} named {@code probe} that returns nothing, with {@code
 * LeadlineBridge.link(Lookup, String, MethodType, int)} as its bootstrap method and the site's
 * number as the static argument. Nothing is boxed. References are passed as {@code Object},
 * primitives as they are declared. At a start there is no exception table entry and no new frame,
 * unless the line is also entered from itself. End stages add both, and locals behind the method's
 * own.
 *
 * <ul>
 *   <li>A variable is in scope when the local variable table says so and the verifier's state
 *       agrees: the slot holds an initialised value of that kind. The innermost of a name wins.
 *       {@code this} is passed when an expression names it, or a name that is no local: it may be a
 *       member.
 *   <li>Without names in the class file the parameters are {@code param0}, {@code param1} and so
 *       on.
 *   <li>Frames are never computed and no class is loaded. The stack may have values on it.
 *   <li>Class files of Java 6 become Java 7's when they have all frames; older ones are refused.
 * </ul>
 *
 * <p>Where lines begin is said at {@link dev.leadline.core.instrumentation.flow.LineEntries}, where
 * they end at {@link Region}, which methods count at {@link GeneratedMethods}, constructors at
 * {@link MethodPlan}.
 *
 * <p>Thread-safe; a pure function of its arguments. It may run on an application's thread that
 * loads a class, and costs a few hundred microseconds there.
 */
public final class ProbeTransformer {

  private final boolean refusesTypeAnnotatedRecords;

  /** For a JVM without the defects that are known. */
  ProbeTransformer() {
    this(false);
  }

  /**
   * @param refusesTypeAnnotatedRecords for a JVM with JDK-8376185
   */
  ProbeTransformer(boolean refusesTypeAnnotatedRecords) {
    this.refusesTypeAnnotatedRecords = refusesTypeAnnotatedRecords;
  }

  /** Refuses what a defect of the JVM that runs would corrupt. */
  public static ProbeTransformer forThisJvm() {
    return new ProbeTransformer(TypeAnnotatedRecords.areCorruptedBy(Runtime.version()));
  }

  /**
   * Places the requests' probes.
   *
   * @param classFile the bytes as the JVM hands them out; not changed
   * @param requests whose locations match the class
   * @param numbers for the call sites
   * @param names parameter names that the bytes may lack
   */
  public TransformResult transform(
      byte[] classFile,
      List<ProbeRequest> requests,
      SiteNumbers numbers,
      MethodParameterNames names) {
    if (requests.isEmpty()) {
      return new TransformResult.Untouched(List.of());
    }
    ClassReader reader = read(classFile);
    if (reader == null) {
      return new TransformResult.Refused(Refusal.UNREADABLE_CLASS_FILE);
    }
    Set<String> tooLarge = new HashSet<>();
    while (true) {
      ClassNode type = new ClassNode();
      try {
        reader.accept(type, ClassReader.EXPAND_FRAMES);
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        return new TransformResult.Refused(Refusal.UNREADABLE_CLASS_FILE);
      }
      Optional<Refusal> refusal = refusal(type);
      ClassProbes probes = new ClassProbes(type, requests, tooLarge);
      if (refusal.isPresent()) {
        return probes.wantsNothing()
            ? new TransformResult.Untouched(probes.noCode())
            : new TransformResult.Refused(refusal.get());
      }
      probes.place(numbers);
      if (probes.probes().isEmpty()) {
        return new TransformResult.Untouched(List.copyOf(probes.misses()));
      }
      try {
        return new TransformResult.Transformed(
            ClassRewriter.write(reader, probes.changed(), names),
            probes.probes(),
            List.copyOf(probes.misses()));
      } catch (MethodTooLargeException e) {
        // The others get theirs. Ends: each turn leaves out one method more.
        tooLarge.add(e.getMethodName() + e.getDescriptor());
      } catch (LimitExceededException e) {
        // ASM gives up on widening the jumps of a method beyond 32 kB, and does not say of which.
        tooLarge.add(probes.largestChanged());
      } catch (ClassTooLargeException e) {
        return new TransformResult.Refused(Refusal.CLASS_TOO_LARGE);
      }
    }
  }

  /**
   * A class file for taking probes away: the bytes as the JVM hands them out, with the parameter
   * names that they lack; empty when they lack none, so that the bytes can be used as they are.
   */
  public Optional<byte[]> restore(byte[] classFile, MethodParameterNames names) {
    ClassReader reader = read(classFile);
    return reader == null || isCorruptible(reader)
        ? Optional.empty()
        : Optional.ofNullable(ClassRewriter.restore(reader, names));
  }

  /** Whether the JVM would corrupt the class if it were retransformed, whatever to. */
  public boolean isInDanger(byte[] classFile) {
    ClassReader reader = read(classFile);
    return reader != null && isCorruptible(reader);
  }

  private boolean isCorruptible(ClassReader reader) {
    if (!refusesTypeAnnotatedRecords) {
      return false;
    }
    ClassNode type = new ClassNode();
    try {
      reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return false;
    }
    return TypeAnnotatedRecords.isOne(type);
  }

  private static @Nullable ClassReader read(byte[] classFile) {
    try {
      return new ClassReader(classFile);
    } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      return null;
    }
  }

  private Optional<Refusal> refusal(ClassNode type) {
    int major = type.version & 0xFFFF;
    if (major < Opcodes.V1_6) {
      return Optional.of(Refusal.OLD_CLASS_FILE);
    }
    if (major == Opcodes.V1_6) {
      return Java6Frames.check(type);
    }
    return refusesTypeAnnotatedRecords && TypeAnnotatedRecords.isOne(type)
        ? Optional.of(Refusal.JVM_BUG)
        : Optional.empty();
  }
}
