package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The one class of Leadline that application code can see: every call site names {@link #link} as
 * its bootstrap method.
 *
 * <p>It is defined into {@code java.lang} because every loader and every module can see that
 * package; see ADR 0001. It uses JDK types only, and never throws into the application: when no
 * linker is there, a call site does nothing.
 *
 * <p>There is one bridge per JVM, whatever the number of agents. One of them at a time owns it.
 */
public final class LeadlineBridge {

  /**
   * Raised when the meaning of a member changes. Read it reflectively: the compiler would copy it.
   */
  public static final int VERSION = 1;

  /**
   * {@code (Lookup, String, MethodType, int) -> CallSite}, or null. Volatile: set by a set-up
   * thread, read by any.
   */
  private static volatile MethodHandle linker;

  /** Who called {@link #claim}; guarded by the class. */
  private static Object owner;

  private LeadlineBridge() {}

  /**
   * Bootstrap method of all call sites. On an application's thread.
   *
   * @param site number of the call site, given out by the owner
   */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int site) {
    MethodHandle current = linker;
    if (current != null) {
      try {
        CallSite linked = (CallSite) current.invokeExact(caller, name, type, site);
        if (linked != null) {
          return linked;
        }
      } catch (Throwable failure) {
        // Nobody here can report it: the owner's linker does so itself. The application goes on
        // without the probe.
      }
    }
    return new ConstantCallSite(MethodHandles.empty(type));
  }

  /**
   * Takes the bridge. The owner object should be of a JDK type, so that nothing but the linker
   * keeps the agent alive.
   *
   * @return false when another owner has it
   */
  public static synchronized boolean claim(Object newOwner, MethodHandle newLinker) {
    if (owner != null && owner != newOwner) {
      return false;
    }
    owner = newOwner;
    linker = newLinker;
    return true;
  }

  /**
   * Gives the bridge back; call sites linked from now on do nothing. Ignored unless called by the
   * owner.
   */
  public static synchronized void release(Object oldOwner) {
    if (owner == oldOwner) {
      owner = null;
      linker = null;
    }
  }

  /** Whether some agent has the bridge. */
  public static synchronized boolean isClaimed() {
    return owner != null;
  }
}
