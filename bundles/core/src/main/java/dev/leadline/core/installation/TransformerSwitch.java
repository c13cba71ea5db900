package dev.leadline.core.installation;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.instrument.Instrumentation;
import java.util.Collection;

/**
 * Whether the JVM asks our transformer, and for which tracepoints. While none is wanted, and no
 * class has a call site, the JVM does not know of it. From any thread.
 */
final class TransformerSwitch {

  private final Instrumentation instrumentation;
  private final LoadTransformer transformer;

  /** Guarded by this. */
  private boolean isOn;

  /** Guarded by this. */
  private boolean isClosed;

  TransformerSwitch(Instrumentation instrumentation, LoadTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  /** The tracepoints whose call sites classes get. */
  WantedTracepoints wanted() {
    return transformer.wanted();
  }

  /** From now on, classes that load get these tracepoints' call sites, and not those. */
  synchronized void publish(Collection<LiveTracepoint> added, Collection<LiveTracepoint> removed) {
    if (isClosed) {
      return;
    }
    wanted().add(added);
    wanted().remove(removed);
    if (!isOn && !wanted().isEmpty()) {
      transformer.warmUp();
      turnOn();
    }
  }

  synchronized boolean isOn() {
    return isOn;
  }

  /** Also when nothing is wanted: what is in classes is taken out by the transformer. */
  synchronized void turnOn() {
    if (!isOn && !isClosed) {
      instrumentation.addTransformer(transformer, true);
      isOn = true;
    }
  }

  /** No class has a call site: the transformer goes, unless something is wanted. */
  synchronized void turnOffWhenIdle() {
    if (wanted().isEmpty()) {
      turnOff();
    }
  }

  /** Nothing is wanted any more, whoever asks; what is in classes can still be taken out. */
  synchronized void close() {
    isClosed = true;
    wanted().clear();
  }

  synchronized void turnOff() {
    if (isOn) {
      instrumentation.removeTransformer(transformer);
      isOn = false;
    }
  }
}
