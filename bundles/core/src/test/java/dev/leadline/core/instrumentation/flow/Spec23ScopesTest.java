package dev.leadline.core.instrumentation.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** SPEC 2.3: tables of variables that javac does not write, and other compilers and tools do. */
class Spec23ScopesTest {

  private static final String OWNER = "com/acme/Shop";

  /** Of the method that was made last. */
  private LabelNode[] places = {};

  @Test
  void takesTheInnerOneOfTwoOfAName() {
    MethodNode method = method(Opcodes.ACC_STATIC, "()V");
    add(method, "x", "I", 0, 4, 0);
    add(method, "x", "J", 1, 3, 1);
    add(method, "y", "I", 0, 2, 3);
    add(method, "y", "J", 0, 4, 4);
    VariableScope scope = scope(method);
    assertThat(scope.at(0)).extracting(LocalVariable::slot).containsExactly(0, 3);
    assertThat(scope.at(1)).extracting(LocalVariable::slot).containsExactly(1, 3);
    assertThat(scope.at(2)).extracting(LocalVariable::slot).containsExactly(1, 4);
    assertThat(scope.at(3)).extracting(LocalVariable::slot).containsExactly(0, 4);
  }

  @Test
  void losesTheReceiverWhoseSlotIsUsedAgain() {
    MethodNode kept = method(0, "()V");
    assertThat(scope(kept).at(2)).extracting(LocalVariable::name).containsExactly("this");
    MethodNode reused = method(0, "()V");
    reused.instructions.add(new InsnNode(Opcodes.ICONST_0));
    reused.instructions.add(new VarInsnNode(Opcodes.ISTORE, 0));
    assertThat(scope(reused).at(2)).isEmpty();
  }

  @Test
  void takesTheInstanceAroundAKotlinLambdaForThis() {
    MethodNode method = method(Opcodes.ACC_STATIC, "(Lcom/acme/Shop;I)V");
    add(method, "this$0", "L" + OWNER + ";", 0, 4, 0);
    add(method, "n", "I", 0, 4, 1);
    assertThat(scope(method).at(1))
        .extracting(LocalVariable::name, LocalVariable::slot)
        .containsExactly(tuple("this", 0), tuple("n", 1));
    assertThat(scope(method).receiverAndParameters())
        .extracting(LocalVariable::name)
        .isEqualTo(List.of("this", "n"));
  }

  /** {@code param0} is for classes without names, and not for a parameter that has none. */
  @Test
  void numbersNoParameterWhereOthersHaveNames() {
    MethodNode method = method(Opcodes.ACC_STATIC, "(II)V");
    add(method, "n", "I", 0, 4, 1);
    assertThat(scope(method).namesKnown()).isTrue();
    assertThat(scope(method).receiverAndParameters())
        .extracting(LocalVariable::name)
        .containsExactly("n");
  }

  /** Four instructions, with a place before each and one at the end. */
  private MethodNode method(int access, String descriptor) {
    MethodNode method = new MethodNode(access, "sell", descriptor, null, null);
    places = IntStream.range(0, 5).mapToObj(i -> new LabelNode()).toArray(LabelNode[]::new);
    for (int i = 0; i < 4; i++) {
      method.instructions.add(places[i]);
      method.instructions.add(new InsnNode(Opcodes.NOP));
    }
    method.instructions.add(places[4]);
    return method;
  }

  private void add(MethodNode method, String name, String type, int from, int to, int slot) {
    method.localVariables.add(
        new LocalVariableNode(name, type, null, places[from], places[to], slot));
  }

  private static VariableScope scope(MethodNode method) {
    return new VariableScope(OWNER, method, new CodeIndex(method));
  }
}
