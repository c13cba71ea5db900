package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.MethodParameterNames;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code MethodParameters} of loaded classes, for JVMs that lose them at retransformation
 * (JDK-8240908: before 17.0.20 and 19). Without them, reflection answers {@code arg0}, and Spring
 * finds no parameter names any more.
 */
final class ReflectedParameters {

  private static final boolean IS_LOST = isLostBy(Runtime.version());

  private ReflectedParameters() {}

  /**
   * What has to be written back for this class; {@link MethodParameterNames#COMPLETE} when nothing
   * is lost.
   */
  static MethodParameterNames of(@Nullable Class<?> type) {
    if (type == null || !IS_LOST) {
      return MethodParameterNames.COMPLETE;
    }
    Map<String, List<MethodParameterNames.MethodParameter>> names = new HashMap<>();
    try {
      for (Method method : type.getDeclaredMethods()) {
        add(method, method.getName(), method.getReturnType(), names);
      }
      for (Executable constructor : type.getDeclaredConstructors()) {
        add(constructor, "<init>", void.class, names);
      }
    } catch (LinkageError unresolvable) {
      // A type in a signature is missing: reflection fails on this class for everybody, so nobody
      // has names to lose.
      return MethodParameterNames.COMPLETE;
    }
    return names.isEmpty()
        ? MethodParameterNames.COMPLETE
        : (method, descriptor) -> names.getOrDefault(method + descriptor, List.of());
  }

  private static void add(
      Executable executable,
      String name,
      Class<?> result,
      Map<String, List<MethodParameterNames.MethodParameter>> names) {
    Parameter[] parameters = executable.getParameters();
    if (parameters.length == 0) {
      return;
    }
    boolean hasAttribute = false;
    List<MethodParameterNames.MethodParameter> all = new ArrayList<>();
    for (Parameter parameter : parameters) {
      // A parameter whose name is absent from the attribute answers argN too, but then has flags,
      // or its neighbours names.
      hasAttribute |= parameter.isNamePresent() || parameter.getModifiers() != 0;
      all.add(
          new MethodParameterNames.MethodParameter(
              parameter.isNamePresent() ? parameter.getName() : "", parameter.getModifiers()));
    }
    if (hasAttribute) {
      String descriptor =
          MethodType.methodType(result, executable.getParameterTypes()).toMethodDescriptorString();
      names.put(name + descriptor, List.copyOf(all));
    }
  }

  static boolean isLostBy(Runtime.Version version) {
    int feature = version.feature();
    return feature < 17 || feature == 18 || (feature == 17 && version.update() < 20);
  }
}
