package dev.leadline.core.linking;

import dev.leadline.core.linking.BodyPlan.LabelPlan;
import dev.leadline.core.linking.BodyPlan.Looked;
import dev.leadline.core.probe.CachedSeries;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.probe.SeriesCache;
import dev.leadline.core.probe.TotalIndex;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes how labels that depend on the hit become a series. */
final class SeriesCode {

  private final BodyCode body;
  private final MethodVisitor code;
  private final String metric;
  private final Looked looked;

  /**
   * @param metric its name, for error messages
   */
  SeriesCode(BodyCode body, String metric, Looked looked) {
    this.body = body;
    this.code = body.code();
    this.metric = metric;
    this.looked = looked;
  }

  /**
   * Adds to the total of the series without looking at it.
   *
   * @param index of the cache
   * @param value the local that it is in
   */
  void emitAddByIndex(TotalIndex index, int value) {
    int key = body.newLocal(Object.class);
    int bits = body.newLocal(long.class);
    emitLabel(looked.labels().get(0), key, bits);
    body.constants().load(code, index, TotalIndex.class);
    code.visitVarInsn(Opcodes.ALOAD, key);
    body.emitSheet();
    code.visitVarInsn(Opcodes.DLOAD, value);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(TotalIndex.class),
        "add",
        "(Ljava/lang/Object;[JD)V",
        false);
  }

  /** Stack: .. -> .., cached series */
  void emitFind() {
    List<LabelPlan> labels = looked.labels();
    int[] keys = new int[labels.size()];
    int[] bits = new int[labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      keys[i] = body.newLocal(Object.class);
      bits[i] = body.newLocal(long.class);
      emitLabel(labels.get(i), keys[i], bits[i]);
    }
    body.constants().load(code, looked.cache(), SeriesCache.class);
    String descriptor;
    if (keys.length <= SeriesCache.FEW) {
      int places = keys.length == 1 ? 1 : SeriesCache.FEW;
      for (int i = 0; i < places; i++) {
        if (i < keys.length) {
          code.visitVarInsn(Opcodes.ALOAD, keys[i]);
          code.visitVarInsn(Opcodes.LLOAD, bits[i]);
        } else {
          code.visitInsn(Opcodes.ACONST_NULL);
          code.visitInsn(Opcodes.LCONST_0);
        }
      }
      descriptor = "Ljava/lang/Object;J".repeat(places);
    } else {
      emitArrays(keys, bits);
      descriptor = "[Ljava/lang/Object;[J";
    }
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(SeriesCache.class),
        "find",
        "(" + descriptor + ")" + Type.getDescriptor(CachedSeries.class),
        false);
  }

  /** Stack: .. -> .., keys, bits */
  private void emitArrays(int[] keys, int[] bits) {
    code.visitIntInsn(Opcodes.SIPUSH, keys.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < keys.length; i++) {
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitVarInsn(Opcodes.ALOAD, keys[i]);
      code.visitInsn(Opcodes.AASTORE);
    }
    code.visitIntInsn(Opcodes.SIPUSH, bits.length);
    code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
    for (int i = 0; i < bits.length; i++) {
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.SIPUSH, i);
      code.visitVarInsn(Opcodes.LLOAD, bits[i]);
      code.visitInsn(Opcodes.LASTORE);
    }
  }

  private void emitLabel(LabelPlan label, int key, int bits) {
    Label start = new Label();
    Label stop = new Label();
    Label failed = new Label();
    Label done = new Label();
    code.visitLabel(start);
    body.emitCall(label.call());
    if (label.kind().isPresent()) {
      code.visitVarInsn(Opcodes.LSTORE, bits);
      emitKind(label.kind().get());
      code.visitVarInsn(Opcodes.ASTORE, key);
    } else {
      code.visitVarInsn(Opcodes.ASTORE, key);
      code.visitInsn(Opcodes.LCONST_0);
      code.visitVarInsn(Opcodes.LSTORE, bits);
    }
    code.visitLabel(stop);
    code.visitJumpInsn(Opcodes.GOTO, done);
    code.visitLabel(failed);
    body.emitFailure(Drop.LABEL_ERROR, "label " + label.name() + " of " + metric);
    emitKind(LabelKind.ERROR);
    code.visitVarInsn(Opcodes.ASTORE, key);
    code.visitInsn(Opcodes.LCONST_0);
    code.visitVarInsn(Opcodes.LSTORE, bits);
    code.visitLabel(done);
    code.visitTryCatchBlock(start, stop, failed, null);
  }

  private void emitKind(LabelKind kind) {
    code.visitFieldInsn(
        Opcodes.GETSTATIC,
        Type.getInternalName(LabelKind.class),
        kind.name(),
        Type.getDescriptor(LabelKind.class));
  }
}
