package dev.leadline.core.instrumentation.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassFileSummaryTest {

  private static byte[] classFile(String name, String sourceFile, String debug) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    writer.visitSource(sourceFile, debug);
    writer.visitField(Opcodes.ACC_STATIC, "l", "J", null, 5L).visitEnd();
    writer.visitField(Opcodes.ACC_STATIC, "d", "D", null, 2.5d).visitEnd();
    var method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void readsNameVersionAndSource() {
    assertThat(ClassFileSummary.read(classFile("com/acme/Foo$Bar", "Foo.java", "SMAP\n")))
        .contains(
            new ClassFileSummary(
                "com/acme/Foo$Bar",
                61,
                Opcodes.ACC_PUBLIC,
                Optional.of("Foo.java"),
                Optional.of("SMAP\n")));
    assertThat(ClassFileSummary.read(classFile("a", null, null)).orElseThrow().sourceFile())
        .isEmpty();
  }

  @Test
  void readsNamesOutsideAscii() {
    ClassFileSummary summary =
        ClassFileSummary.read(classFile("caf\u00e9/\u65e5\ud83d\ude00", "\u65e5.java", null))
            .orElseThrow();
    assertThat(summary.name()).isEqualTo("caf\u00e9/\u65e5\ud83d\ude00");
    assertThat(summary.packagePath()).isEqualTo("caf\u00e9");
    assertThat(summary.sourceFile()).contains("\u65e5.java");
  }

  @Test
  void givesNothingForBytesThatAreNoClassFile() {
    byte[] whole = classFile("com/acme/Foo", "Foo.java", null);
    assertThat(ClassFileSummary.read(new byte[0])).isEmpty();
    assertThat(ClassFileSummary.read("PK\u0003\u0004 and more".getBytes())).isEmpty();
    for (int length = 0; length < whole.length; length++) {
      assertThat(ClassFileSummary.read(Arrays.copyOf(whole, length))).as("%s", length).isEmpty();
    }
  }
}
