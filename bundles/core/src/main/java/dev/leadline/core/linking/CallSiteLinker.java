package dev.leadline.core.linking;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Consumer;

/**
 * Links a call site when the application first passes it. On the application's thread: finds the
 * probe, hands it the call site, and returns. A probe whose expressions are not compiled yet starts
 * as a no-op; Leadline's thread makes it live.
 */
public final class CallSiteLinker {

  /** What the bridge calls. */
  public static final MethodType TYPE =
      MethodType.methodType(
          CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, int.class);

  private final SiteTable sites;
  private final ClassAnchor anchor;
  private final Consumer<Probe> onUnboundProbe;

  /**
   * @param onUnboundProbe a probe was passed before it was bound; on the application's thread: must
   *     only hand it on
   */
  public CallSiteLinker(SiteTable sites, ClassAnchor anchor, Consumer<Probe> onUnboundProbe) {
    this.sites = sites;
    this.anchor = anchor;
    this.onUnboundProbe = onUnboundProbe;
  }

  /** This linker as the bridge wants it. */
  public MethodHandle toMethodHandle() {
    try {
      return MethodHandles.lookup().bind(this, "link", TYPE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing", e);
    }
  }

  @SuppressWarnings("UnusedVariable") // the type is the bootstrap method's
  CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int number) {
    SiteTable.Site site = sites.get(number).orElse(null);
    if (site == null || site.tracepoint().isRemoved()) {
      // The tracepoint went between transformation and first execution.
      return new ConstantCallSite(MethodHandles.empty(type));
    }
    Probe probe = anchor.probe(caller.lookupClass(), site.tracepoint(), site.point());
    MutableCallSite callSite = new MutableCallSite(MethodHandles.empty(type));
    probe.attach(callSite);
    if (!probe.isBound()) {
      onUnboundProbe.accept(probe);
    }
    return callSite;
  }
}
