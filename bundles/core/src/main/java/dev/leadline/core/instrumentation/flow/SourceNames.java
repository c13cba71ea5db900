package dev.leadline.core.instrumentation.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.LocalVariableNode;

/**
 * Gives variables that compilers of other languages have renamed their names in the source back:
 * what a lambda captured ({@code $bonus} in Kotlin, {@code bonus$1} in Scala), and what an inlined
 * function of Kotlin brought along ({@code element$iv}, {@code element\1}). A name that the method
 * has a variable of anyway stays with that one.
 */
final class SourceNames {

  private static final Pattern CAPTURED_BY_KOTLIN =
      Pattern.compile("\\$(?!i\\$|this|outer$|receiver$|completion$|continuation$)\\p{L}.*");
  private static final Pattern CAPTURED_BY_SCALA = Pattern.compile("(\\p{L}.*)\\$\\d+");
  private static final Pattern INLINED = Pattern.compile("(\\p{L}.*?)((\\$iv)+|(\\\\\\d+)+)");

  private final Set<String> written = new HashSet<>();

  SourceNames(List<LocalVariableNode> variables) {
    variables.forEach(variable -> written.add(variable.name));
  }

  /** The name in the source, as far as one can tell. */
  String of(String name) {
    String plain = plain(name);
    return written.contains(plain) ? name : plain;
  }

  private static String plain(String name) {
    if (CAPTURED_BY_KOTLIN.matcher(name).matches()) {
      return name.substring(1);
    }
    for (Pattern suffixed : List.of(CAPTURED_BY_SCALA, INLINED)) {
      var matcher = suffixed.matcher(name);
      if (matcher.matches() && !name.startsWith("this")) {
        return matcher.group(1);
      }
    }
    return name;
  }

  /** Whether a parameter of a static method is the receiver around a lambda of Kotlin. */
  static boolean isCapturedReceiver(LocalVariableNode variable, String owner) {
    return variable.name.equals("this$0") && variable.desc.equals("L" + owner + ";");
  }
}
