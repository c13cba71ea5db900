package dev.leadline.core.linking;

import dev.leadline.sdk.expression.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the expressions of a probe can read: the variables that its call site passes, with their
 * classes as the host's loader finds them, and what is derived from them.
 */
final class ProbeScope {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String RUNTIME = "runtime";
  private static final String RUNTIME_SECONDS = "runtimeSeconds";

  private final Class<?> host;
  private final List<Variable> variables;
  private final Map<String, Slot> slots;
  private final MethodType siteType;

  /**
   * Where a variable comes from.
   *
   * @param parameter index of the call site's parameter
   * @param conversion from the parameter to the variable, when they differ
   */
  record Slot(int parameter, Optional<MethodHandle> conversion) {}

  private ProbeScope(
      Class<?> host, List<Variable> variables, Map<String, Slot> slots, MethodType siteType) {
    this.host = host;
    this.variables = variables;
    this.slots = slots;
    this.siteType = siteType;
  }

  static ProbeScope of(Class<?> host, ProbePoint point) {
    List<Variable> variables = new ArrayList<>();
    Map<String, Slot> slots = new HashMap<>();
    List<ProbePoint.PassedVariable> passed = point.passed();
    for (int i = 0; i < passed.size(); i++) {
      ProbePoint.PassedVariable variable = passed.get(i);
      Class<?> type =
          variable.name().equals(Variable.THIS)
              ? host
              : DescriptorType.resolve(variable.descriptor(), host.getClassLoader());
      variables.add(new Variable(variable.name(), type, variable.signature()));
      slots.put(variable.name(), new Slot(i, Optional.empty()));
      if (variable.name().equals(RUNTIME) && type == long.class) {
        variables.add(new Variable(RUNTIME_SECONDS, double.class, Optional.empty()));
        slots.put(RUNTIME_SECONDS, new Slot(i, Optional.of(toSeconds())));
      }
    }
    Set<String> known = new HashSet<>(slots.keySet());
    for (String name : point.inScope()) {
      if (known.add(name)) {
        // Not passed, because no expression mentions it; here only so that messages can name it.
        variables.add(new Variable(name, Object.class, Optional.empty()));
      }
    }
    return new ProbeScope(host, List.copyOf(variables), slots, siteType(point));
  }

  /**
   * The type of the call sites of this point: references as Object, primitives as they are, no
   * result.
   */
  static MethodType siteType(ProbePoint point) {
    List<Class<?>> parameters = new ArrayList<>();
    for (ProbePoint.PassedVariable variable : point.passed()) {
      parameters.add(DescriptorType.erased(variable.descriptor()));
    }
    return MethodType.methodType(void.class, parameters);
  }

  Class<?> host() {
    return host;
  }

  List<Variable> variables() {
    return variables;
  }

  Optional<Slot> slot(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  Class<?> siteType(int parameter) {
    return siteType.parameterType(parameter);
  }

  private static MethodHandle toSeconds() {
    try {
      return MethodHandles.lookup()
          .findStatic(ProbeScope.class, "seconds", MethodType.methodType(double.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing", e);
    }
  }

  @SuppressWarnings("unused") // by handle
  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }
}
