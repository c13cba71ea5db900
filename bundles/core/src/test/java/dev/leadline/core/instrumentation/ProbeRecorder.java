package dev.leadline.core.instrumentation;

import dev.leadline.bridge.BridgeInstaller;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Owns the bridge while a test runs: links every call site to a list of its hits. */
final class ProbeRecorder implements AutoCloseable, SiteNumbers {

  /** One hit: the values passed. */
  record Hit(int site, List<Object> values) {}

  private static final Class<?> BRIDGE = BridgeInstaller.install(ByteBuddyAgent.install());

  private final Object owner = new Object();
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<Hit> hits = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, MethodType> linked = Collections.synchronizedMap(new HashMap<>());

  ProbeRecorder() {
    try {
      MethodHandle linker =
          MethodHandles.lookup()
              .findVirtual(
                  ProbeRecorder.class,
                  "link",
                  MethodType.methodType(
                      CallSite.class,
                      MethodHandles.Lookup.class,
                      String.class,
                      MethodType.class,
                      int.class))
              .bindTo(this);
      boolean claimed =
          (boolean)
              BRIDGE
                  .getMethod("claim", Object.class, MethodHandle.class)
                  .invoke(null, owner, linker);
      if (!claimed) {
        throw new IllegalStateException("another test has not released the bridge");
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int numberOf(SitePlace place) {
    return numbers.incrementAndGet();
  }

  List<Hit> hits() {
    return List.copyOf(hits);
  }

  List<Hit> hits(PlannedProbe probe) {
    return hits().stream().filter(hit -> hit.site() == probe.site()).toList();
  }

  Map<Integer, MethodType> linked() {
    return linked;
  }

  void forget() {
    hits.clear();
  }

  CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int site)
      throws ReflectiveOperationException {
    linked.put(site, type);
    MethodHandle record =
        MethodHandles.lookup()
            .findVirtual(
                ProbeRecorder.class,
                "record",
                MethodType.methodType(void.class, int.class, Object[].class));
    return new ConstantCallSite(
        MethodHandles.insertArguments(record, 0, this, site)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type));
  }

  void record(int site, Object[] values) {
    hits.add(new Hit(site, Collections.unmodifiableList(Arrays.asList(values))));
  }

  @Override
  public void close() {
    try {
      BRIDGE.getMethod("release", Object.class).invoke(null, owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
