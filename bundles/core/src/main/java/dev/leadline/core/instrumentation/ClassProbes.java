package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.LineRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** The probes of one class: which methods get which requests, and what becomes of them. */
final class ClassProbes {

  private static final int NEAREST_ON_EACH_SIDE = 2;

  private final ClassNode type;
  private final List<ProbeRequest> requests;
  private final Set<String> tooLarge;
  private final GeneratedMethods generated;
  private final Map<MethodNode, Set<Integer>> methodLines = new HashMap<>();
  private final IdentityHashMap<LineMapping, NavigableSet<Integer>> sourceLines =
      new IdentityHashMap<>();
  private final Map<String, MethodNode> changed = new HashMap<>();
  private final List<PlannedProbe> probes = new ArrayList<>();
  private final Set<Miss> misses = new LinkedHashSet<>();

  /**
   * @param tooLarge name and descriptor of methods that cannot take their probes
   */
  ClassProbes(ClassNode type, List<ProbeRequest> requests, Set<String> tooLarge) {
    this.type = type;
    this.requests = requests;
    this.tooLarge = tooLarge;
    generated = new GeneratedMethods(type);
  }

  /** Changes the methods of the class in place. */
  void place(SiteNumbers numbers) {
    Set<ProbeRequest> found = new HashSet<>();
    for (MethodNode method : type.methods) {
      if (method.instructions.size() > 0) {
        found.addAll(place(method, numbers));
      }
    }
    for (ProbeRequest request : requests) {
      if (!found.contains(request)) {
        misses.add(new Miss.NoCode(request, nearestLines(request)));
      }
    }
  }

  /** Whether no method of the class has code that is asked for. */
  boolean wantsNothing() {
    return type.methods.stream()
        .noneMatch(
            method ->
                method.instructions.size() > 0
                    && requests.stream().anyMatch(request -> concerns(request, method)));
  }

  /** The misses of a class that has nothing. */
  List<Miss> noCode() {
    return requests.stream()
        .<Miss>map(request -> new Miss.NoCode(request, nearestLines(request)))
        .toList();
  }

  /** Methods that have changed, by name and descriptor. */
  Map<String, MethodNode> changed() {
    return changed;
  }

  /** Name and descriptor of the changed method with the most instructions. */
  String largestChanged() {
    return changed.entrySet().stream()
        .max(Comparator.comparingInt(entry -> entry.getValue().instructions.size()))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  List<PlannedProbe> probes() {
    return probes;
  }

  Collection<Miss> misses() {
    return misses;
  }

  private Set<ProbeRequest> place(MethodNode method, SiteNumbers numbers) {
    List<ProbeRequest> wanted = requests.stream().filter(it -> concerns(it, method)).toList();
    if (wanted.isEmpty()) {
      return Set.of();
    }
    MethodPlan plan = new MethodPlan(type.name, method);
    Set<ProbeRequest> found = new LinkedHashSet<>();
    for (ProbeRequest request : wanted) {
      if (request.location().stage().isMethod()) {
        plan.addMethod(request);
        found.add(request);
      } else if (plan.addLine(request)) {
        found.add(request);
      }
    }
    if (tooLarge.contains(method.name + method.desc)) {
      found.forEach(request -> refuse(request, Refusal.METHOD_TOO_LARGE, method));
      return found;
    }
    misses.addAll(plan.refused());
    if (!plan.beginnings().isEmpty()) {
      SiteEmitter sites = new MethodEmitter(type.name, method, plan, numbers).emit();
      probes.addAll(sites.probes());
      sites.refused().forEach(misses::add);
      changed.put(method.name + method.desc, method);
    }
    return found;
  }

  private void refuse(ProbeRequest request, Refusal refusal, MethodNode method) {
    misses.add(new Miss.Refused(request, refusal, method.name + method.desc));
  }

  private boolean concerns(ProbeRequest request, MethodNode method) {
    if (request.location().stage().isMethod()) {
      return (method.access & Opcodes.ACC_BRIDGE) == 0
          && request.location().methodName().filter(method.name::equals).isPresent();
    }
    Set<Integer> lines = linesOf(method);
    return request.lines().classLines(request.location().line()).stream()
        .anyMatch(range -> isAny(range, lines));
  }

  private static boolean isAny(LineRange range, Set<Integer> lines) {
    return range.first() == range.last()
        ? lines.contains(range.first())
        : lines.stream().anyMatch(range::contains);
  }

  private List<Integer> nearestLines(ProbeRequest request) {
    if (request.location().stage().isMethod()) {
      return List.of();
    }
    NavigableSet<Integer> lines = sourceLines.computeIfAbsent(request.lines(), this::sourceLines);
    int line = request.location().line();
    NavigableSet<Integer> nearest = new TreeSet<>();
    lines.headSet(line, false).descendingSet().stream()
        .limit(NEAREST_ON_EACH_SIDE)
        .forEach(nearest::add);
    lines.tailSet(line, true).stream().limit(NEAREST_ON_EACH_SIDE).forEach(nearest::add);
    return List.copyOf(nearest);
  }

  private NavigableSet<Integer> sourceLines(LineMapping mapping) {
    NavigableSet<Integer> lines = new TreeSet<>();
    for (MethodNode method : type.methods) {
      linesOf(method).forEach(line -> lines.add(mapping.sourceLine(line)));
    }
    lines.remove(0);
    return lines;
  }

  /** Lines of the class that count in the method. */
  private Set<Integer> linesOf(MethodNode method) {
    return methodLines.computeIfAbsent(
        method,
        at -> {
          Set<Integer> lines = new HashSet<>();
          if (!generated.contains(at)) {
            for (AbstractInsnNode node : at.instructions) {
              if (node instanceof LineNumberNode entry) {
                lines.add(entry.line);
              }
            }
          }
          return lines;
        });
  }
}
