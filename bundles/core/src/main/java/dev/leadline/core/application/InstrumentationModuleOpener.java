package dev.leadline.core.application;

import static java.util.Objects.requireNonNull;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Exports packages by the right of an agent, to the one module that asks and to nobody else. */
public final class InstrumentationModuleOpener implements ModuleOpener {
  private final Instrumentation instrumentation;

  public InstrumentationModuleOpener(Instrumentation instrumentation) {
    this.instrumentation = requireNonNull(instrumentation, "instrumentation");
  }

  @Override
  public void export(Module module, Set<String> packages, Module to) {
    if (!instrumentation.isModifiableModule(module)) {
      throw new IllegalStateException("the JVM does not let an agent change " + module);
    }
    Map<String, Set<Module>> exports =
        packages.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> Set.of(to)));
    instrumentation.redefineModule(module, Set.of(), exports, Map.of(), Set.of(), Map.of());
  }
}
