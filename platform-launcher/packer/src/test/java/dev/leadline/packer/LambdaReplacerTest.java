package dev.leadline.packer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

class LambdaReplacerTest {

  private static final List<String> NAMES =
      List.of(
          "Lambdas",
          "Lambdas$Nested",
          "Lambdas$Named",
          "Lambdas$Maker",
          "Lambdas$Base",
          "Lambdas$Derived");

  private final Map<String, byte[]> before = read();
  private final Map<String, byte[]> replaced = new LambdaReplacer(before).replace();

  @Test
  void theyAnswerAsBefore() throws Exception {
    assertThat(answer(true)).isEqualTo(new Lambdas().get()).isEqualTo(answer(false));
  }

  @Test
  void onlyThoseThatNeedMoreAreLeft() {
    List<String> left = new ArrayList<>();
    for (byte[] content : replaced.values()) {
      ClassNode type = new ClassNode();
      new ClassReader(content).accept(type, 0);
      type.methods.forEach(
          method ->
              method.instructions.forEach(
                  each -> {
                    if (each instanceof InvokeDynamicInsnNode call
                        && call.bsm.getOwner().endsWith("LambdaMetafactory")) {
                      left.add(type.name + " " + call.bsm.getName());
                    }
                  }));
    }
    // Where it is, and where it would be read back.
    String serializable = "dev/leadline/packer/Lambdas altMetafactory";
    assertThat(left).containsExactly(serializable, serializable);
  }

  @Test
  void aClassIsNestedInThatWhichItIsFor() {
    ClassNode function = new ClassNode();
    new ClassReader(replaced.get("dev/leadline/packer/Lambdas$Nested$$Function1"))
        .accept(function, 0);
    assertThat(function.nestHostClass).isEqualTo("dev/leadline/packer/Lambdas");
    assertThat(function.access & Opcodes.ACC_SYNTHETIC).isNotZero();
    ClassNode host = new ClassNode();
    new ClassReader(replaced.get("dev/leadline/packer/Lambdas")).accept(host, 0);
    assertThat(host.nestMembers).contains(function.name);
  }

  @Test
  void whatHasNoLambdaStays() {
    assertThat(replaced).doesNotContainKey("dev/leadline/packer/Lambdas$Base");
  }

  private Object answer(boolean isReplaced) throws Exception {
    Map<String, byte[]> classes = new HashMap<>(before);
    if (isReplaced) {
      classes.putAll(replaced);
    }
    ClassLoader loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] content = classes.get(name.replace('.', '/'));
            if (content == null) {
              return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, content, 0, content.length) : loaded;
          }
        };
    for (String name : classes.keySet()) {
      // Linked, and so verified, whether it is used or not.
      Class.forName(name.replace('/', '.'), true, loader);
    }
    Class<?> type = loader.loadClass("dev.leadline.packer.Lambdas");
    return ((Supplier<?>) type.getConstructor().newInstance()).get();
  }

  private static Map<String, byte[]> read() {
    Map<String, byte[]> classes = new HashMap<>();
    for (String name : NAMES) {
      try (InputStream in = Lambdas.class.getResourceAsStream(name + ".class")) {
        classes.put("dev/leadline/packer/" + name, in.readAllBytes());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return classes;
  }
}
