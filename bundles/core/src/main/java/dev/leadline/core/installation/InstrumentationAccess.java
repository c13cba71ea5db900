package dev.leadline.core.installation;

import dev.leadline.sdk.expression.MemberAccess;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Private access to any class: opens the package of a named module to us first, with the agent's
 * right to do so.
 */
public final class InstrumentationAccess implements MemberAccess {

  private final Instrumentation instrumentation;

  public InstrumentationAccess(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    Module module = type.getModule();
    Module ours = InstrumentationAccess.class.getModule();
    if (module.isNamed()
        && !type.getPackageName().isEmpty()
        && !module.isOpen(type.getPackageName(), ours)
        && instrumentation.isModifiableModule(module)) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(ours)),
          Set.of(),
          Map.of());
    }
    if (module.isNamed() && !ours.canRead(module)) {
      ours.addReads(module);
    }
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }
}
