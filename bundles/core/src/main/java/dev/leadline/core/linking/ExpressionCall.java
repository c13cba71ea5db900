package dev.leadline.core.linking;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * A compiled expression as a body calls it.
 *
 * @param handle takes the {@link #parameters}, references as Object, primitives as they are
 * @param parameters indexes into the call site's parameters
 * @param callsApplicationCode whether it may reach application code
 */
record ExpressionCall(MethodHandle handle, List<Integer> parameters, boolean callsApplicationCode) {
  ExpressionCall {
    parameters = List.copyOf(parameters);
  }

  Class<?> resultType() {
    return handle.type().returnType();
  }

  ExpressionCall withHandle(MethodHandle newHandle, boolean alsoCallsApplicationCode) {
    return new ExpressionCall(
        newHandle, parameters, callsApplicationCode || alsoCallsApplicationCode);
  }
}
