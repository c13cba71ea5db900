package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.CodePointStates.State;
import dev.leadline.core.instrumentation.SiteEmitter.EndValues;
import dev.leadline.core.instrumentation.flow.CodeBlock;
import dev.leadline.core.instrumentation.flow.CodeBlocks;
import dev.leadline.core.instrumentation.flow.CodeEdge;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import dev.leadline.core.instrumentation.flow.LocalVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits what happens on each way out of a region: before a return, on a jump or exception that
 * leads out of it, and in a handler for exceptions that leave the method. The handler covers the
 * region's own instructions only, neither itself nor any call site, and throws the same exception
 * on.
 */
final class RegionEnds {

  /** Where an edge goes in place of its target. */
  private record Route(
      List<Region> ending, int target, @Nullable LabelNode bypass, boolean caught) {}

  private final MethodNode method;
  private final MethodPlan plan;
  private final CodeIndex code;
  private final SiteEmitter sites;
  private final CodePointStates states;
  private final EdgeRoutes routes;
  private final RegionGroups groups;
  private final Type resultType;
  private final Map<Route, LabelNode> trampolines = new HashMap<>();
  private final Map<Integer, AbstractInsnNode> lastAfter = new HashMap<>();
  private final int resultSlot;
  private final int thrownSlot;

  RegionEnds(
      MethodNode method,
      MethodPlan plan,
      SiteEmitter sites,
      CodePointStates states,
      EdgeRoutes routes) {
    this.method = method;
    this.plan = plan;
    this.code = plan.code();
    this.sites = sites;
    this.states = states;
    this.routes = routes;
    groups = new RegionGroups(plan);
    resultType = Type.getReturnType(method.desc);
    boolean result =
        resultType.getSort() != Type.VOID && plan.regions().stream().anyMatch(Region::needsResult);
    resultSlot = result ? reserve(resultType.getSize()) : -1;
    thrownSlot = plan.regions().stream().anyMatch(Region::needsThrown) ? reserve(1) : -1;
  }

  void requestStates() {
    if (plan.regions().isEmpty()) {
      return;
    }
    for (CodeBlock block : plan.blocks().blocks()) {
      int last = block.end() - 1;
      if (CodeBlocks.isReturn(code.instruction(last))) {
        states.needBefore(last);
      } else if (block.outgoing().stream().anyMatch(edge -> edge.kind() == CodeEdge.Kind.FALL)) {
        states.needAfter(last);
      }
    }
  }

  /** Inserts behind an instruction and what was inserted there before. */
  void insertAfter(int instruction, InsnList list) {
    AbstractInsnNode last = list.getLast();
    if (last != null) {
      AbstractInsnNode at = lastAfter.getOrDefault(instruction, code.instruction(instruction));
      method.instructions.insert(at, list);
      lastAfter.put(instruction, last);
    }
  }

  void emit(Map<CodeEdge, LabelNode> bypasses) {
    for (CodeBlock block : plan.blocks().blocks()) {
      for (CodeEdge edge : block.outgoing()) {
        List<Region> ending = ending(edge);
        LabelNode bypass = bypasses.get(edge);
        if (!ending.isEmpty() || bypass != null) {
          end(edge, ending, bypass);
        }
      }
      if (CodeBlocks.isReturn(code.instruction(block.end() - 1))
          && !groups.around(block).isEmpty()) {
        insertBeforeReturn(block);
      }
    }
    if (!plan.regions().isEmpty()) {
      catchEscapes();
    }
  }

  private List<Region> ending(CodeEdge edge) {
    return plan.regions().isEmpty()
        ? List.of()
        : plan.regions().stream().filter(region -> region.isEnd(edge)).toList();
  }

  private void end(CodeEdge edge, List<Region> ending, @Nullable LabelNode bypass) {
    CodeBlock from = edge.from();
    if (from == null) {
      return;
    }
    int target = edge.to().start();
    switch (edge.kind()) {
      case FALL -> insertAfter(from.end() - 1, fall(from, target, ending, bypass));
      case JUMP -> routes.routeJump(from, target, route(ending, target, bypass, false));
      case CATCH -> routes.routeCatch(edge.tryBlock(), from, route(ending, target, bypass, true));
      case CALL -> throw new IllegalStateException("a call has no origin");
    }
  }

  private InsnList fall(
      CodeBlock from, int target, List<Region> ending, @Nullable LabelNode bypass) {
    InsnList list = new InsnList();
    State state = states.after(from.end() - 1);
    for (Region region : ending) {
      List<LocalVariable> variables = new ArrayList<>(plan.scope().at(from.end() - 1));
      variables.addAll(plan.scope().at(target));
      EndValues values = new EndValues(region.startTimeSlot(), -1, -1);
      sites.emit(
          list,
          region.request(),
          ProbeKind.NORMAL_END,
          region.firstLine(),
          variables,
          state,
          values);
    }
    if (bypass != null) {
      list.add(new JumpInsnNode(Opcodes.GOTO, bypass));
    }
    return list;
  }

  private LabelNode route(
      List<Region> ending, int target, @Nullable LabelNode bypass, boolean caught) {
    if (ending.isEmpty() && bypass != null) {
      return bypass;
    }
    return trampolines.computeIfAbsent(new Route(ending, target, bypass, caught), this::trampoline);
  }

  private LabelNode trampoline(Route route) {
    LabelNode label = new LabelNode();
    InsnList list = new InsnList();
    list.add(label);
    FrameNode declared = code.frameAt(route.target());
    FrameNode frame = FrameFixes.copy(declared);
    State state = new State(List.of(), 1);
    if (declared != null && frame != null) {
      list.add(frame);
      state = State.of(declared);
    }
    if (route.caught()) {
      keepThrown(list, state.stackSlots());
    }
    for (Region region : route.ending()) {
      List<LocalVariable> variables = new ArrayList<>(region.variables());
      if (!region.isMethod()) {
        variables.addAll(plan.scope().at(route.target()));
      }
      sites.emit(
          list,
          region.request(),
          route.caught() ? ProbeKind.EXCEPTIONAL_END : ProbeKind.NORMAL_END,
          region.firstLine(),
          variables,
          state,
          new EndValues(region.startTimeSlot(), -1, route.caught() ? thrownSlot : -1));
    }
    LabelNode target = route.bypass();
    list.add(
        new JumpInsnNode(
            Opcodes.GOTO, target != null ? target : code.labelsAt(route.target()).get(0)));
    method.instructions.add(list);
    return label;
  }

  private void insertBeforeReturn(CodeBlock block) {
    int at = block.end() - 1;
    State before = states.before(at);
    InsnList list = new InsnList();
    State state = before;
    if (resultSlot >= 0) {
      list.add(new VarInsnNode(resultType.getOpcode(Opcodes.ISTORE), resultSlot));
      state = new State(before.locals(), Math.max(0, before.stackSlots() - resultType.getSize()));
    }
    for (Region region : groups.around(block)) {
      ProbeRequest request = region.request();
      sites.emit(
          list,
          request,
          ProbeKind.NORMAL_END,
          region.isMethod() ? request.lines().sourceLine(code.line(at)) : region.firstLine(),
          region.isMethod() ? region.variables() : plan.scope().at(at),
          state,
          new EndValues(region.startTimeSlot(), resultSlot, -1));
    }
    if (resultSlot >= 0) {
      list.add(new VarInsnNode(resultType.getOpcode(Opcodes.ILOAD), resultSlot));
    }
    method.instructions.insertBefore(code.instruction(at), list);
  }

  private void catchEscapes() {
    Map<List<Region>, LabelNode> handlers = new HashMap<>();
    @Nullable TryCatchBlockNode open = null;
    for (CodeBlock block : plan.blocks().blocks()) {
      int last = block.end() - 1;
      boolean returns = CodeBlocks.isReturn(code.instruction(last));
      List<Region> around = groups.around(block);
      if (around.isEmpty() || (returns && block.end() - block.start() == 1)) {
        open = null;
        continue;
      }
      LabelNode handler = handlers.computeIfAbsent(around, this::handler);
      if (open == null || open.handler != handler) {
        open = new TryCatchBlockNode(routes.startOf(block), routes.endOf(block), handler, null);
        method.tryCatchBlocks.add(open);
      } else {
        open.end = routes.endOf(block);
      }
      if (returns || lastAfter.containsKey(last)) {
        open = null;
      }
    }
  }

  private LabelNode handler(List<Region> leaving) {
    LabelNode label = new LabelNode();
    State state = states.common(leaving);
    InsnList list = new InsnList();
    list.add(label);
    list.add(FrameFixes.ofSlots(state.locals(), "java/lang/Throwable"));
    keepThrown(list, 1);
    for (Region region : leaving) {
      sites.emit(
          list,
          region.request(),
          ProbeKind.EXCEPTIONAL_END,
          region.firstLine(),
          region.variables(),
          state,
          new EndValues(region.startTimeSlot(), -1, thrownSlot));
    }
    list.add(new InsnNode(Opcodes.ATHROW));
    sites.raiseStack(1);
    method.instructions.add(list);
    return label;
  }

  private void keepThrown(InsnList list, int stack) {
    if (thrownSlot >= 0) {
      list.add(new InsnNode(Opcodes.DUP));
      list.add(new VarInsnNode(Opcodes.ASTORE, thrownSlot));
      sites.raiseStack(stack + 1);
    }
  }

  private int reserve(int slots) {
    int slot = method.maxLocals;
    method.maxLocals += slots;
    return slot;
  }
}
