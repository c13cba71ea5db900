package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.Beginning.Position;
import dev.leadline.core.instrumentation.CodePointStates.State;
import dev.leadline.core.instrumentation.flow.CodeEdge;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Carries out a {@link MethodPlan}: changes the method in place. */
final class MethodEmitter {

  private final String owner;
  private final MethodNode method;
  private final MethodPlan plan;
  private final CodeIndex code;
  private final SiteEmitter sites;
  private final CodePointStates states;
  private final FrameFixes frames = new FrameFixes();
  private final EdgeRoutes routes;
  private final Map<CodeEdge, LabelNode> bypasses = new HashMap<>();
  private final int ownLocals;

  MethodEmitter(String owner, MethodNode method, MethodPlan plan, SiteNumbers numbers) {
    this.owner = owner;
    this.method = method;
    this.plan = plan;
    code = plan.code();
    sites = new SiteEmitter(method, plan.scope().namesKnown(), numbers);
    routes = new EdgeRoutes(method, plan.blocks());
    ownLocals = method.maxLocals;
    RegionGroups groups = new RegionGroups(plan);
    states = new CodePointStates(code, groups::of);
  }

  /** The call sites emitted. */
  SiteEmitter emit() {
    int longs = reserveStartTimes();
    RegionEnds ends = new RegionEnds(method, plan, sites, states, routes);
    requestStates();
    ends.requestStates();
    states.compute(owner, method);
    Map<Integer, List<Beginning>> before = new TreeMap<>();
    for (Beginning beginning : plan.beginnings()) {
      if (beginning.position() == Position.BEFORE) {
        before.computeIfAbsent(beginning.instruction(), at -> new ArrayList<>()).add(beginning);
      }
    }
    before.forEach(this::insertBefore);
    InsnList top = new InsnList();
    for (Beginning beginning : plan.beginnings()) {
      if (beginning.position() == Position.AFTER) {
        InsnList list = new InsnList();
        begin(list, beginning, states.after(beginning.instruction()), beginning.instruction() + 1);
        ends.insertAfter(beginning.instruction(), list);
      } else if (beginning.position() == Position.TOP) {
        begin(top, beginning, states.before(0), 0);
      }
    }
    ends.emit(bypasses);
    for (Region region : plan.regions()) {
      if (!region.isMethod() && region.startTimeSlot() >= 0) {
        // Assigned on every path, so that all frames of the method may name it.
        top.add(new InsnNode(Opcodes.LCONST_0));
        top.add(new VarInsnNode(Opcodes.LSTORE, region.startTimeSlot()));
        sites.raiseStack(2);
      }
    }
    method.instructions.insert(top);
    routes.apply();
    frames.apply(method, ownLocals, longs);
    return sites;
  }

  private int reserveStartTimes() {
    int longs = 0;
    for (Region region : plan.regions()) {
      if (region.needsStartTime()) {
        region.setStartTimeSlot(method.maxLocals);
        method.maxLocals += 2;
        longs++;
      }
    }
    return longs;
  }

  private void requestStates() {
    for (Beginning beginning : plan.beginnings()) {
      if (beginning.position() == Position.AFTER) {
        states.needAfter(beginning.instruction());
      } else {
        states.needBefore(beginning.instruction());
      }
    }
  }

  /**
   * Inserts what begins before an instruction. Edges that begin nothing are sent to a label behind
   * it; the ones that skip most come first, so that each can skip exactly its part.
   */
  private void insertBefore(int instruction, List<Beginning> beginnings) {
    Map<Set<CodeEdge>, List<Beginning>> groups = new LinkedHashMap<>();
    for (Beginning beginning : beginnings) {
      groups.computeIfAbsent(beginning.bypassing(), at -> new ArrayList<>()).add(beginning);
    }
    List<Set<CodeEdge>> order = new ArrayList<>(groups.keySet());
    order.sort(Comparator.comparingInt((Set<CodeEdge> set) -> set.size()).reversed());
    State state = states.before(instruction);
    InsnList list = new InsnList();
    Set<CodeEdge> skippingAll = order.get(0);
    for (Set<CodeEdge> bypassing : order) {
      for (Beginning beginning : groups.getOrDefault(bypassing, List.of())) {
        begin(list, beginning, state, instruction);
      }
      if (!bypassing.isEmpty()) {
        LabelNode behind = new LabelNode();
        list.add(behind);
        FrameNode frame = FrameFixes.copy(code.frameAt(instruction));
        if (frame != null) {
          list.add(frame);
        }
        bypassing.stream()
            .filter(skippingAll::contains)
            .forEach(edge -> bypasses.put(edge, behind));
      }
    }
    AbstractInsnNode node = code.instruction(instruction);
    if (node instanceof TypeInsnNode && node.getOpcode() == Opcodes.NEW) {
      LabelNode created = new LabelNode();
      list.add(created);
      frames.moved(code.labelsAt(instruction), created);
    }
    method.instructions.insertBefore(node, list);
  }

  private void begin(InsnList out, Beginning beginning, State state, int scopeAt) {
    Region region = beginning.region();
    if (region == null) {
      sites.emit(
          out,
          beginning.request(),
          ProbeKind.START,
          lineOf(beginning),
          beginning.request().location().stage().isMethod()
              ? plan.scope().receiverAndParameters()
              : plan.scope().at(scopeAt),
          state,
          null);
      return;
    }
    if (region.startTimeSlot() >= 0) {
      sites.emitStartTime(out, region.startTimeSlot(), state.stackSlots());
    }
    if (beginning.position() == Position.AFTER
        && !region.contains(plan.blocks().blockAt(beginning.instruction() + 1))) {
      // The line is nothing but super(..): it has ended here.
      sites.emit(
          out,
          beginning.request(),
          ProbeKind.NORMAL_END,
          region.firstLine(),
          region.variables(),
          state,
          new SiteEmitter.EndValues(region.startTimeSlot(), -1, -1));
    }
  }

  private int lineOf(Beginning beginning) {
    ProbeRequest request = beginning.request();
    return request.location().stage().isMethod()
        ? request.lines().sourceLine(code.line(beginning.instruction()))
        : request.location().line();
  }
}
