package dev.leadline.core.instrumentation;

/** Why code is not instrumented. Names are stable: they are shown to users. */
public enum Refusal {
  UNREADABLE_CLASS_FILE(
      "the class file is malformed, or newer than this version of Leadline knows"),
  OLD_CLASS_FILE(
      "the class file is older than Java 6: it has neither invokedynamic nor stack map frames, and"
          + " frames are not computed because that would load the application's classes"),
  SUBROUTINES(
      "the class file has jsr or ret instructions, which no class file since Java 7 may have"),
  NO_FRAMES("the class file is of Java 6 and lacks the stack map frames that invokedynamic needs"),
  METHOD_TOO_LARGE("with its probes the method would be larger than 64 kB of bytecode"),
  CLASS_TOO_LARGE("with its probes the class would have more than 65,535 constants"),
  TOO_MANY_VARIABLES("its expressions read more variables than a call site can take"),
  BEFORE_SUPER(
      "the line runs before super(..) or this(..) completes, where its end cannot be observed"),
  NO_INSTRUCTIONS("the compiler kept no instruction of the line, so that it has no end"),
  JVM_BUG(
      "a record with type annotations on its components: this JVM corrupts such a class when it is"
          + " retransformed (JDK-8376185, mended in 25.0.4, 26.0.2 and 27)");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  /** One sentence for people, without a full stop. */
  public String reason() {
    return reason;
  }
}
