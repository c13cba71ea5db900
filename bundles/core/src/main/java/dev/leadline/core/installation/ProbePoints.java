package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.PlannedProbe;
import dev.leadline.core.instrumentation.ProbeKind;
import dev.leadline.core.instrumentation.ProbeVariable;
import dev.leadline.core.linking.ProbePoint;

/** From probes as they are placed to the code points that are linked. */
public final class ProbePoints {

  private ProbePoints() {}

  /**
   * The code point of a placed probe.
   *
   * @param ordinal which of the tracepoint's code points in the method, from 0
   */
  public static ProbePoint of(PlannedProbe probe, int ordinal) {
    return new ProbePoint(
        probe.method(),
        probe.descriptor(),
        ordinal,
        probe.line(),
        probe.kind() == ProbeKind.EXCEPTIONAL_END,
        probe.passed().stream().map(ProbePoints::passed).toList(),
        probe.inScope().stream().map(ProbeVariable::name).toList());
  }

  private static ProbePoint.PassedVariable passed(ProbeVariable variable) {
    return new ProbePoint.PassedVariable(
        variable.name(), variable.descriptor(), variable.signature());
  }
}
