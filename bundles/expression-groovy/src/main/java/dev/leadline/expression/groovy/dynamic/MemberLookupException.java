package dev.leadline.expression.groovy.dynamic;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Why a member that only the run time can find cannot be read. One of these hangs on the class of
 * the value for which it was looked up, so it has no stack trace: that would keep the classes of
 * all callers alive for as long as the value's class, which may be the JDK's.
 */
public final class MemberLookupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private MemberLookupException(String message) {
    super(message, null, false, false);
  }

  /** What fails so whenever it is called. */
  static MethodHandle thrower(MethodType type, String message) {
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), MemberLookupException.class)
            .bindTo(new MemberLookupException(message));
    return MethodHandles.dropArguments(thrower, 0, type.parameterList());
  }
}
