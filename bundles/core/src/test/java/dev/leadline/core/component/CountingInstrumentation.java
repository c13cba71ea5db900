package dev.leadline.core.component;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The JVM's own, which counts what is asked of it, and refuses what a test wants refused. */
final class CountingInstrumentation {

  /** How many classes each call that went through was about. */
  final List<Integer> retransformations = new CopyOnWriteArrayList<>();

  final AtomicInteger refusals = new AtomicInteger();

  /** How often all loaded classes were asked for. */
  final AtomicInteger scans = new AtomicInteger();

  private volatile Predicate<Class<?>> isRefused = type -> false;

  /** Answers for any call about such a class as the JVM does for one that it does not take. */
  void refuse(Predicate<Class<?>> types) {
    isRefused = types;
  }

  Instrumentation over(Instrumentation real) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            CountingInstrumentation.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAllLoadedClasses")) {
                scans.incrementAndGet();
              } else if (method.getName().equals("retransformClasses")) {
                count((Class<?>[]) arguments[0]);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(Class<?>[] types) {
    for (Class<?> type : types) {
      if (isRefused.test(type)) {
        refusals.incrementAndGet();
        throw new UnsupportedOperationException("on purpose");
      }
    }
    retransformations.add(types.length);
  }
}
