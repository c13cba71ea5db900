package dev.leadline.sdk.expression;

import java.lang.invoke.MethodHandles;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The key to an application's non-public members. For compilers; results go into compiled code,
 * never to the user.
 */
@ProviderType
@FunctionalInterface
public interface MemberAccess {

  /**
   * A lookup with private access in the class, whatever its loader and module.
   *
   * @throws IllegalAccessException when the JVM refuses
   */
  MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException;
}
