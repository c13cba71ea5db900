package dev.leadline.core.instrumentation.flow;

import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Bodies of functions and lambdas that Kotlin has inlined into a method. Each is like a method of
 * its own: what runs before it is no reason not to count its lines. The compiler marks them by
 * local variables whose names say so.
 */
public final class InlineScopes {

  /** The method itself. */
  public static final int NONE = 0;

  private static final String FUNCTION = "$i$f$";
  private static final String LAMBDA = "$i$a$";

  private final BitSet cuts = new BitSet();
  private final int[] scopes;
  private final int[] depths;

  public InlineScopes(MethodNode method, CodeIndex code) {
    scopes = new int[code.size()];
    depths = new int[code.size()];
    int[] sizes = new int[code.size()];
    List<LocalVariableNode> variables =
        method.localVariables == null ? List.of() : method.localVariables;
    int scope = NONE;
    for (LocalVariableNode variable : variables) {
      if (variable.name.startsWith(FUNCTION) || variable.name.startsWith(LAMBDA)) {
        int start = code.indexOf(variable.start);
        int end = code.indexOf(variable.end);
        scope++;
        cuts.set(start);
        cuts.set(end);
        for (int i = start; i < end; i++) {
          depths[i]++;
          // The innermost wins.
          if (scopes[i] == NONE || end - start < sizes[i]) {
            scopes[i] = scope;
            sizes[i] = end - start;
          }
        }
      }
    }
  }

  /** Instructions at which one begins or ends. */
  public BitSet cuts() {
    return cuts;
  }

  /** How many are around an instruction. */
  public int depth(int instruction) {
    return depths[instruction];
  }

  /** The scope of an instruction, or {@link #NONE}. */
  public int at(int instruction) {
    return scopes[instruction];
  }
}
