package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.StaticType;

/** A local variable of an expression's method: a parameter, or one that the compiler made up. */
public final class Local {

  private final String name;
  private final StaticType type;

  public Local(String name, StaticType type) {
    this.name = name;
    this.type = type;
  }

  public String name() {
    return name;
  }

  public StaticType type() {
    return type;
  }

  /** Its value. */
  public Term read() {
    return new Read(this);
  }

  private record Read(Local local) implements Term {
    @Override
    public StaticType type() {
      return local.type;
    }

    @Override
    public void emit(Emitter out) {
      out.load(local);
    }
  }

  /** Gives a variable its value, then goes on. */
  public record Let(Local local, Term value, Term body) implements Term {
    @Override
    public StaticType type() {
      return body.type();
    }

    @Override
    public void emit(Emitter out) {
      value.emit(out);
      out.store(local);
      body.emit(out);
    }
  }
}
