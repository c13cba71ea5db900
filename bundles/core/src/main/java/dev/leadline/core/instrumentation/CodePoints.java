package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where probes would go in a class, found by placing them in a copy that is thrown away: so what is
 * shown here is what an installation does. Loads nothing, changes nothing. Any thread.
 */
public final class CodePoints {

  private static final ProbeTransformer TRANSFORMER = ProbeTransformer.forThisJvm();

  private CodePoints() {}

  /**
   * Probes at the starts of the lines in a range, in the order of the code.
   *
   * @param path of the file, for the locations
   */
  public static TransformResult ofLines(
      byte[] classFile, String path, LineMapping mapping, int from, int to) {
    List<ProbeRequest> requests = new ArrayList<>();
    for (int line : sourceLines(classFile, mapping).subSet(from, true, to, true)) {
      requests.add(
          new ProbeRequest("line " + line, Location.ofLine(path, line), mapping, Set.of()));
    }
    return transform(classFile, requests);
  }

  /**
   * The probes of one location.
   *
   * @param identifiers every name that its expressions may read; a superset
   */
  public static TransformResult of(
      byte[] classFile, Location location, LineMapping mapping, Set<String> identifiers) {
    return transform(classFile, List.of(new ProbeRequest("", location, mapping, identifiers)));
  }

  private static TransformResult transform(byte[] classFile, List<ProbeRequest> requests) {
    AtomicInteger last = new AtomicInteger();
    return TRANSFORMER.transform(
        classFile, requests, place -> last.incrementAndGet(), MethodParameterNames.COMPLETE);
  }

  /** Names and types of the fields that the class declares, in its order. */
  public static Map<String, String> fields(byte[] classFile) {
    Map<String, String> fields = new LinkedHashMap<>();
    read(
        classFile,
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              @Nullable Object value) {
            if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
              fields.put(name, TypeText.of(descriptor, signature));
            }
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return fields;
  }

  /** Names of the methods that the user wrote, constructors as {@code <init>}. */
  public static Set<String> methods(byte[] classFile) {
    Set<String> methods = new TreeSet<>();
    read(
        classFile,
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            if ((access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT)) == 0) {
              methods.add(name);
            }
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return methods;
  }

  private static NavigableSet<Integer> sourceLines(byte[] classFile, LineMapping mapping) {
    NavigableSet<Integer> lines = new TreeSet<>();
    read(
        classFile,
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitLineNumber(int line, Label start) {
                lines.add(mapping.sourceLine(line));
              }
            };
          }
        },
        ClassReader.SKIP_FRAMES);
    lines.remove(0);
    return lines;
  }

  private static void read(byte[] classFile, ClassVisitor visitor, int options) {
    try {
      new ClassReader(classFile).accept(visitor, options);
    } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      // Newer than this version of ASM, or malformed: then the transformer refuses it too, and says
      // so.
    }
  }
}
