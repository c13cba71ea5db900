package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeBlocks;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import dev.leadline.core.instrumentation.flow.Dominators;
import dev.leadline.core.instrumentation.flow.InlineScopes;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What a run over the corpus came to. Thread-safe. */
final class CorpusFigures {

  private final String name;
  private final long started = System.nanoTime();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final AtomicInteger classes = new AtomicInteger();
  private final AtomicInteger changed = new AtomicInteger();
  private final AtomicInteger methods = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger unresolvable = new AtomicInteger();
  private final Map<String, AtomicInteger> refusals = new ConcurrentSkipListMap<>();
  private final List<String> brokenBefore = Collections.synchronizedList(new ArrayList<>());
  private final List<String> codeWithoutProbe = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  CorpusFigures(String name) {
    this.name = name;
  }

  void count(ClassNode type, List<ProbeRequest> wanted, TransformResult result) {
    if (!seen.add(type.name)) {
      // The JVM asked again for a class that it could not link before.
      return;
    }
    classes.incrementAndGet();
    for (MethodNode method : type.methods) {
      if (method.instructions.size() > 0) {
        methods.incrementAndGet();
      }
    }
    requests.addAndGet(wanted.size());
    List<Miss> misses = List.of();
    if (result instanceof TransformResult.Refused refused) {
      refuse("class: " + refused.refusal());
    } else if (result instanceof TransformResult.Transformed transformed) {
      changed.incrementAndGet();
      probes.addAndGet(transformed.probes().size());
      transformed.probes().forEach(probe -> passed.addAndGet(probe.passed().size()));
      misses = transformed.misses();
    } else if (result instanceof TransformResult.Untouched untouched) {
      misses = untouched.misses();
    }
    for (Miss miss : misses) {
      if (miss instanceof Miss.NoCode && isInUsersCode(type, miss.request().location())) {
        codeWithoutProbe.add(type.name + " " + miss.request().location());
      }
      refuse(miss instanceof Miss.Refused refused ? "probe: " + refused.refusal() : "NO_CODE");
    }
  }

  void verified() {
    verified.incrementAndGet();
  }

  void unresolvable() {
    unresolvable.incrementAndGet();
  }

  void brokenBefore(String type, Throwable failure) {
    brokenBefore.add(type + ": " + failure);
  }

  void failed(String type, Throwable failure) {
    failures.add(type + ": " + failure);
  }

  int classes() {
    return classes.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  String text() {
    return String.format(
        "corpus, %s: %,d classes (%,d changed), %,d methods with code, %,d requests, %,d probes, "
            + "%,d variables passed; verified %,d, dependency missing %,d, unverifiable before us %d; "
            + "not placed: %s; failures %d; %.1f s",
        name,
        classes.get(),
        changed.get(),
        methods.get(),
        requests.get(),
        probes.get(),
        passed.get(),
        verified.get(),
        unresolvable.get(),
        brokenBefore.size(),
        refusals,
        failures.size(),
        (System.nanoTime() - started) / 1e9);
  }

  /** Whether the line has code that can be reached, in a method that is not generated. */
  private static boolean isInUsersCode(ClassNode type, Location location) {
    if (location.stage().isMethod()) {
      return false;
    }
    GeneratedMethods generated = new GeneratedMethods(type);
    for (MethodNode method : type.methods) {
      if (!generated.contains(method) && method.instructions.size() > 0) {
        CodeIndex code = new CodeIndex(method);
        CodeBlocks blocks =
            new CodeBlocks(method, code, new BitSet(), new InlineScopes(method, code));
        Dominators dominators = new Dominators(blocks);
        if (blocks.blocks().stream()
            .anyMatch(block -> block.line() == location.line() && dominators.isReachable(block))) {
          return true;
        }
      }
    }
    return false;
  }

  List<String> codeWithoutProbe() {
    return List.copyOf(codeWithoutProbe);
  }

  private void refuse(String reason) {
    refusals.computeIfAbsent(reason, key -> new AtomicInteger()).incrementAndGet();
  }
}
