package com.acme.language.path;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * The language {@code path}: a variable, and fields after it, with a slash between: {@code
 * order/customer/name}. Fields of any visibility; nothing is ever called.
 */
@Component
public final class PathLanguage implements ExpressionLanguage {

  private static final Pattern PATH = Pattern.compile("\\w+(/\\w+)*");
  private static final MethodHandle TRUTH;

  static {
    try {
      TRUTH =
          MethodHandles.lookup()
              .findStatic(
                  PathLanguage.class, "truth", MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "path";
  }

  @Override
  public Set<String> identifiers(String expression) {
    String variable = expression.strip().split("/", -1)[0];
    return Set.of(variable);
  }

  @Override
  public Compilation compile(ExpressionRequest request) {
    String text = request.expression().strip();
    if (!PATH.matcher(text).matches()) {
      return failed("PL-001", "this is no path", "write names with `/` between");
    }
    String[] names = text.split("/", -1);
    Optional<Variable> variable = request.variable(names[0]);
    if (variable.isEmpty()) {
      List<String> inScope = request.variables().stream().map(Variable::name).toList();
      return failed("PL-002", "no variable `" + names[0] + "`", "in scope: " + inScope);
    }
    MethodHandle handle = MethodHandles.identity(variable.get().type());
    for (int i = 1; i < names.length; i++) {
      Class<?> type = handle.type().returnType();
      try {
        Field field = type.getDeclaredField(names[i]);
        handle =
            MethodHandles.filterReturnValue(
                handle, request.access().lookupIn(type).unreflectGetter(field));
      } catch (NoSuchFieldException e) {
        return failed("PL-003", "no field `" + names[i] + "` in " + type.getSimpleName(), "");
      } catch (IllegalAccessException e) {
        return failed("PL-004", "no access to `" + names[i] + "`", String.valueOf(e.getMessage()));
      }
    }
    if (request.role() == ExpressionRole.CONDITION) {
      handle =
          MethodHandles.filterReturnValue(
              handle.asType(handle.type().changeReturnType(Object.class)), TRUTH);
    }
    return new Compilation.Compiled(handle, List.of(names[0]), false);
  }

  private static Compilation failed(String code, String message, String hint) {
    return new Compilation.Failed(List.of(Problem.error(code, message, hint).at(Place.of(1, 1))));
  }

  @SuppressWarnings("unused") // by handle
  private static boolean truth(Object value) {
    return value instanceof Boolean bool ? bool : "true".equalsIgnoreCase(String.valueOf(value));
  }
}
