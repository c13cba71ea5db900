package dev.leadline.core.linking;

import dev.leadline.core.linking.BodyPlan.Fixed;
import dev.leadline.core.linking.BodyPlan.Looked;
import dev.leadline.core.linking.BodyPlan.MetricPlan;
import dev.leadline.core.probe.CachedSeries;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.MetricValue;
import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.TotalIndex;
import dev.leadline.core.tally.DistributionTally;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one metric of a body: value, check, series, record in each provider. */
final class MetricCode {

  private static final String SET = Type.getInternalName(SeriesSet.class);
  private static final String CACHED = Type.getInternalName(CachedSeries.class);
  private static final String HEALTH = Type.getInternalName(ProviderHealth.class);
  private static final String SERIES = Type.getDescriptor(Series.class);
  private static final String[] FIELDS = {"first", "second", "third"};

  private final BodyCode body;
  private final HitFrameCode frame;
  private final MethodVisitor code;
  private final MetricPlan metric;
  private final Label next = new Label();
  private final int value;
  private final int series;

  MetricCode(BodyCode body, HitFrameCode frame, MetricPlan metric) {
    this.body = body;
    this.frame = frame;
    this.code = body.code();
    this.metric = metric;
    this.value = body.newLocal(double.class);
    this.series = body.newLocal(Object.class);
  }

  void emit() {
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    if (metric.health().isEmpty() && !metric.isTotalled()) {
      body.emitDrop(Drop.NO_PROVIDER);
      return;
    }
    code.visitLabel(start);
    emitValue();
    if (metric.series() instanceof Looked looked) {
      SeriesCode lookup = new SeriesCode(body, metric.name(), looked);
      if (isIndexed(looked)) {
        lookup.emitAddByIndex(new TotalIndex(looked.cache()), value);
      } else {
        lookup.emitFind();
        code.visitVarInsn(Opcodes.ASTORE, series);
        emitRecord();
      }
    } else {
      emitRecord();
    }
    code.visitLabel(stop);
    code.visitJumpInsn(Opcodes.GOTO, next);
    code.visitLabel(failed);
    frame.emitProbeFailure(metric.name());
    code.visitLabel(next);
    code.visitTryCatchBlock(start, stop, failed, null);
  }

  private void emitValue() {
    if (metric.value().isEmpty()) {
      code.visitLdcInsn(metric.weight());
      code.visitVarInsn(Opcodes.DSTORE, value);
      return;
    }
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label evaluated = new Label();
    code.visitLabel(start);
    body.emitCall(metric.value().get());
    code.visitVarInsn(Opcodes.DSTORE, value);
    code.visitLabel(stop);
    code.visitJumpInsn(Opcodes.GOTO, evaluated);
    code.visitLabel(failed);
    body.emitFailure(Drop.VALUE_ERROR, metric.name());
    code.visitJumpInsn(Opcodes.GOTO, next);
    code.visitTryCatchBlock(start, stop, failed, null);

    code.visitLabel(evaluated);
    code.visitVarInsn(Opcodes.DLOAD, value);
    code.visitFieldInsn(
        Opcodes.GETSTATIC,
        Type.getInternalName(MetricType.class),
        metric.type().name(),
        Type.getDescriptor(MetricType.class));
    body.constants().load(code, body.figures(), Figures.class);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(MetricValue.class),
        "isRecordable",
        Type.getMethodDescriptor(
            Type.BOOLEAN_TYPE,
            Type.DOUBLE_TYPE,
            Type.getType(MetricType.class),
            Type.getType(Figures.class)),
        false);
    code.visitJumpInsn(Opcodes.IFEQ, next);
    if (metric.weight() != 1) {
      code.visitVarInsn(Opcodes.DLOAD, value);
      code.visitLdcInsn(metric.weight());
      code.visitInsn(Opcodes.DMUL);
      code.visitVarInsn(Opcodes.DSTORE, value);
    }
  }

  /**
   * Whether a hit needs to know nothing of its series but where its total is, and its one label is
   * a reference.
   */
  private boolean isIndexed(Looked looked) {
    return !body.isWatched()
        && metric.type() == MetricType.COUNTER
        && metric.health().isEmpty()
        && looked.labels().size() == 1
        && looked.labels().get(0).kind().isEmpty();
  }

  private void emitRecord() {
    if (metric.isTotalled()) {
      emitTotal();
    }
    int providers = metric.health().size();
    for (int i = 0; i < Math.min(providers, SeriesSet.FIELDS); i++) {
      emitRecordInto(i);
    }
    if (providers > SeriesSet.FIELDS) {
      emitSet();
      code.visitVarInsn(Opcodes.DLOAD, value);
      body.constants()
          .load(code, metric.health().toArray(new ProviderHealth[0]), ProviderHealth[].class);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, SET, "recordMore", "(D[L" + HEALTH + ";)V", false);
    }
  }

  /** Once for all providers that read it, however many. */
  private void emitTotal() {
    boolean isHistogram = metric.type() == MetricType.HISTOGRAM;
    Class<?> adder;
    if (metric.series() instanceof Fixed fixed) {
      int column = isHistogram ? -1 : fixed.set().total.claim();
      if (column >= 0) {
        body.constants().load(code, fixed.set().total, DoubleTally.class);
        body.emitSheet();
        code.visitLdcInsn(column);
        code.visitVarInsn(Opcodes.DLOAD, value);
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            Type.getInternalName(DoubleTally.class),
            body.addAt(),
            "([JID)V",
            false);
        return;
      }
      adder = isHistogram ? DistributionTally.class : DoubleTally.class;
      body.constants()
          .load(code, isHistogram ? fixed.set().distribution : fixed.set().total, adder);
    } else {
      adder = isHistogram ? DistributionTally.class : CachedSeries.class;
      code.visitVarInsn(Opcodes.ALOAD, series);
      if (isHistogram) {
        code.visitFieldInsn(Opcodes.GETFIELD, CACHED, "distribution", Type.getDescriptor(adder));
      }
    }
    body.emitSheet();
    code.visitVarInsn(Opcodes.DLOAD, value);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, Type.getInternalName(adder), "add", "([JD)V", false);
  }

  /** Of many providers, or of labels that depend on the hit. Stack: .. -> .., set */
  private void emitSet() {
    if (metric.series() instanceof Fixed fixed) {
      body.constants().load(code, fixed.set(), SeriesSet.class);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, series);
      code.visitFieldInsn(Opcodes.GETFIELD, CACHED, "set", Type.getDescriptor(SeriesSet.class));
    }
  }

  private void emitRecordInto(int provider) {
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label done = new Label();
    code.visitLabel(start);
    if (metric.series() instanceof Fixed fixed) {
      // The series itself is the constant: the JIT then knows its class without a profile.
      body.constants().load(code, fixed.set().get(provider), Series.class);
    } else {
      emitSet();
      code.visitFieldInsn(Opcodes.GETFIELD, SET, FIELDS[provider], SERIES);
    }
    code.visitVarInsn(Opcodes.DLOAD, value);
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, Type.getInternalName(Series.class), "record", "(D)V", true);
    code.visitLabel(stop);
    code.visitJumpInsn(Opcodes.GOTO, done);
    code.visitLabel(failed);
    body.constants().load(code, metric.health().get(provider), ProviderHealth.class);
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, HEALTH, "failed", "(Ljava/lang/Throwable;)V", false);
    code.visitLabel(done);
    code.visitTryCatchBlock(start, stop, failed, null);
  }
}
