package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.classfile.LineRange;
import dev.leadline.core.instrumentation.flow.CodeBlock;
import dev.leadline.core.instrumentation.flow.CodeBlocks;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import dev.leadline.core.instrumentation.flow.Dominators;
import dev.leadline.core.instrumentation.flow.InlineScopes;
import dev.leadline.core.instrumentation.flow.LineEntries;
import dev.leadline.core.instrumentation.flow.LineEntry;
import dev.leadline.core.instrumentation.flow.LocalVariable;
import dev.leadline.core.instrumentation.flow.Prologue;
import dev.leadline.core.instrumentation.flow.StackHeights;
import dev.leadline.core.instrumentation.flow.VariableScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where the requests' call sites go in one method; nothing is changed yet.
 *
 * <p>In a constructor, nothing is recorded of {@code super(..)} or {@code this(..)} before it
 * completes: a line that contains the call is recorded after it, once {@code this} exists. Other
 * lines before it (arguments on lines of their own) are recorded where they are, without {@code
 * this}.
 */
final class MethodPlan {

  private final CodeIndex code;
  private final CodeBlocks blocks;
  private final StackHeights stack;
  private final Prologue prologue;
  private final VariableScope scope;
  private final List<Beginning> beginnings = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();
  private final List<Miss.Refused> refused = new ArrayList<>();
  private final String method;
  private @Nullable Dominators dominators;

  MethodPlan(String owner, MethodNode method) {
    this.method = method.name + method.desc;
    code = new CodeIndex(method);
    stack = new StackHeights(owner, method, code);
    prologue = Prologue.of(owner, method, stack);
    blocks = new CodeBlocks(method, code, prologue.cuts(), new InlineScopes(method, code));
    prologue.spread(blocks);
    scope = new VariableScope(owner, method, code);
  }

  CodeIndex code() {
    return code;
  }

  CodeBlocks blocks() {
    return blocks;
  }

  VariableScope scope() {
    return scope;
  }

  List<Beginning> beginnings() {
    return beginnings;
  }

  List<Region> regions() {
    return regions;
  }

  List<Miss.Refused> refused() {
    return refused;
  }

  /** Plans the probes of a line; false when the method has no code there. */
  boolean addLine(ProbeRequest request) {
    boolean found = false;
    for (LineRange range : request.lines().classLines(request.location().line())) {
      Set<Integer> scopes = new LinkedHashSet<>();
      for (CodeBlock block : blocks.blocks()) {
        if (range.contains(block.line())) {
          scopes.add(block.scope());
        }
      }
      for (int scope : scopes) {
        found |= addRange(request, range, scope);
      }
      if (scopes.isEmpty()) {
        found |= addEmptyRange(request, range);
      }
    }
    return found;
  }

  /** Plans the probes of the method as a whole. */
  void addMethod(ProbeRequest request) {
    Region region = null;
    if (request.location().stage().isEnd()) {
      region =
          Region.ofMethod(
              request,
              blocks.blocks().size(),
              prologue.blocks(),
              scope.receiverAndParameters(),
              request.lines().sourceLine(code.line(0)));
      regions.add(region);
    }
    if (!prologue.exists() || region != null) {
      // The time of a constructor includes that of super(..).
      beginnings.add(new Beginning(request, 0, Beginning.Position.TOP, Set.of(), region));
    } else {
      for (int call : prologue.constructorCalls()) {
        beginnings.add(new Beginning(request, call, Beginning.Position.AFTER, Set.of(), null));
      }
    }
  }

  private boolean addRange(ProbeRequest request, LineRange range, int inlined) {
    LineEntries line = new LineEntries(blocks, dominators(), stack, range, inlined);
    List<Beginning> places = new ArrayList<>();
    boolean observable = true;
    for (LineEntry entry : line.entries()) {
      if (prologue.contains(entry.block())) {
        List<Beginning> calls = afterConstructorCalls(request, line);
        places.addAll(calls);
        if (!calls.isEmpty()) {
          continue;
        }
        observable = false;
      }
      places.add(
          new Beginning(
              request,
              entry.block().start(),
              Beginning.Position.BEFORE,
              Set.copyOf(entry.bypassing()),
              null));
    }
    List<Beginning> distinct = places.stream().distinct().toList();
    if (!request.location().stage().isEnd()) {
      beginnings.addAll(distinct);
    } else if (observable) {
      addLineEnd(request, line, distinct);
    } else if (!distinct.isEmpty()) {
      refused.add(new Miss.Refused(request, Refusal.BEFORE_SUPER, method));
    }
    return !distinct.isEmpty();
  }

  private void addLineEnd(ProbeRequest request, LineEntries line, List<Beginning> places) {
    List<LocalVariable> variables = new ArrayList<>();
    for (Beginning place : places) {
      int at = place.instruction() + (place.position() == Beginning.Position.AFTER ? 1 : 0);
      if (variables.isEmpty()) {
        variables.addAll(scope.at(at));
      } else {
        variables.retainAll(scope.at(at));
      }
    }
    Region region =
        Region.ofLine(request, line, blocks.blocks().size(), prologue.blocks(), variables);
    regions.add(region);
    for (Beginning place : places) {
      beginnings.add(
          new Beginning(request, place.instruction(), place.position(), place.bypassing(), region));
    }
  }

  private List<Beginning> afterConstructorCalls(ProbeRequest request, LineEntries line) {
    List<Beginning> places = new ArrayList<>();
    for (int call : prologue.constructorCalls()) {
      CodeBlock block = blocks.blockAt(call);
      if (line.contains(block)) {
        places.add(new Beginning(request, call, Beginning.Position.AFTER, Set.of(), null));
      }
    }
    return places;
  }

  /** A line table entry without instructions stands for the instruction that follows it. */
  private boolean addEmptyRange(ProbeRequest request, LineRange range) {
    boolean found = false;
    for (Map.Entry<Integer, List<Integer>> entry : code.emptyLines().entrySet()) {
      if (entry.getKey() < code.size() && entry.getValue().stream().anyMatch(range::contains)) {
        found = true;
        if (request.location().stage().isEnd()) {
          refused.add(new Miss.Refused(request, Refusal.NO_INSTRUCTIONS, method));
        } else {
          beginnings.add(
              new Beginning(request, entry.getKey(), Beginning.Position.BEFORE, Set.of(), null));
        }
      }
    }
    return found;
  }

  private Dominators dominators() {
    if (dominators == null) {
      dominators = new Dominators(blocks);
    }
    return dominators;
  }
}
