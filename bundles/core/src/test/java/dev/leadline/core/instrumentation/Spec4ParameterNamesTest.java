package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.instrumentation.MethodParameterNames.MethodParameter;
import dev.leadline.sdk.tracepoint.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** JDK-8240908: what the JVM drops from the bytes is written back. */
class Spec4ParameterNamesTest {

  private static final String FILE = "Named.java";
  private static final String SOURCE =
      """
      class Named {
        static int sum(final int left, long right) {
          return left + (int) right;
        }
        static int other(String text) {
          return text == null ? 0 : 1;
        }
        static void none() {}
      }
      """;

  private final byte[] complete =
      CompiledSource.of(FILE, SOURCE, List.of("-g", "-parameters")).classFile("Named");
  private final ProbeRequest request =
      ProbeRequest.of(
          "t", ProbedClasses.line(FILE, 3, Stage.LINE_START).location(), Set.of("left"));

  @Test
  void restoresThemInMethodsWithAndWithoutProbes() throws Exception {
    TransformResult result =
        new ProbeTransformer()
            .transform(withoutParameters(complete), List.of(request), place -> 1, names(complete));
    assertThat(parameters(((TransformResult.Transformed) result).classFile()))
        .isEqualTo(parameters(complete));
  }

  @Test
  void restoresThemWhenProbesAreTakenAway() {
    byte[] restored =
        new ProbeTransformer().restore(withoutParameters(complete), names(complete)).orElseThrow();
    assertThat(parameters(restored)).isEqualTo(parameters(complete));
  }

  @Test
  void changesNothingWhenNothingIsMissing() {
    assertThat(new ProbeTransformer().restore(complete, names(complete))).isEmpty();
    assertThat(new ProbeTransformer().restore(complete, MethodParameterNames.COMPLETE)).isEmpty();
  }

  @Test
  void keepsThemInMethodsThatGetProbes() {
    TransformResult result =
        new ProbeTransformer()
            .transform(complete, List.of(request), place -> 1, MethodParameterNames.COMPLETE);
    assertThat(parameters(((TransformResult.Transformed) result).classFile()))
        .isEqualTo(parameters(complete));
  }

  @Test
  void copiesMethodsWithoutProbesAsTheyAre() {
    TransformResult result =
        new ProbeTransformer()
            .transform(complete, List.of(request), place -> 1, MethodParameterNames.COMPLETE);
    byte[] changed = ((TransformResult.Transformed) result).classFile();
    assertThat(code(changed, "other")).isEqualTo(code(complete, "other"));
    assertThat(code(changed, "sum")).isNotEqualTo(code(complete, "sum"));
  }

  private static MethodParameterNames names(byte[] classFile) {
    return (method, descriptor) ->
        read(classFile).methods.stream()
            .filter(node -> node.name.equals(method) && node.desc.equals(descriptor))
            .filter(node -> node.parameters != null)
            .flatMap(node -> node.parameters.stream())
            .map(node -> new MethodParameter(node.name, node.access))
            .toList();
  }

  private static Map<String, String> parameters(byte[] classFile) {
    Map<String, String> parameters = new java.util.TreeMap<>();
    for (MethodNode method : read(classFile).methods) {
      if (method.parameters != null) {
        StringBuilder text = new StringBuilder();
        method.parameters.forEach(p -> text.append(p.name).append(p.access).append(' '));
        parameters.put(method.name, text.toString());
      }
    }
    assertThat(parameters).hasSize(2);
    return parameters;
  }

  private static byte[] withoutParameters(byte[] classFile) {
    ClassNode type = read(classFile);
    type.methods.forEach(method -> method.parameters = null);
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }

  private static ClassNode read(byte[] classFile) {
    ClassNode type = new ClassNode(Opcodes.ASM9);
    new ClassReader(classFile).accept(type, 0);
    return type;
  }

  /** The opcodes and limits of a method's instructions. */
  private static String code(byte[] classFile, String name) {
    MethodNode method =
        read(classFile).methods.stream()
            .filter(node -> node.name.equals(name))
            .findFirst()
            .orElseThrow();
    StringBuilder text = new StringBuilder();
    method.instructions.forEach(node -> text.append(node.getOpcode()).append(' '));
    return text + Arrays.toString(new int[] {method.maxStack, method.maxLocals});
  }
}
