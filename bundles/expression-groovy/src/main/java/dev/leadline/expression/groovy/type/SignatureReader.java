package dev.leadline.expression.groovy.type;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a field type signature (JVMS 4.7.9.1) of a local variable. A signature that is broken, or
 * that names a class which cannot be found, counts as unknown: the erased type is used.
 */
public final class SignatureReader {

  private final String signature;
  private final ClassLoader loader;
  private int position;

  private SignatureReader(String signature, ClassLoader loader) {
    this.signature = signature;
    this.loader = loader;
  }

  /** The declared type with what its signature adds. */
  public static StaticType read(Class<?> declared, String signature, ClassLoader loader) {
    try {
      SignatureReader reader = new SignatureReader(signature, loader);
      StaticType read = reader.type();
      // A type variable reads as Object: then the descriptor knows more.
      return read.raw() == declared ? read : StaticType.of(declared);
    } catch (ReflectiveOperationException | LinkageError | IndexOutOfBoundsException e) {
      return StaticType.of(declared);
    }
  }

  private StaticType type() throws ClassNotFoundException {
    char tag = signature.charAt(position++);
    return switch (tag) {
      case 'L' -> classType();
      case '[' -> {
        StaticType component = type();
        yield new StaticType(component.raw().arrayType(), component.arguments());
      }
      case 'T' -> {
        position = signature.indexOf(';', position) + 1;
        yield StaticType.OBJECT;
      }
      case 'I' -> StaticType.INT;
      case 'J' -> StaticType.LONG;
      case 'D' -> StaticType.DOUBLE;
      case 'Z' -> StaticType.BOOLEAN;
      case 'B' -> StaticType.of(byte.class);
      case 'C' -> StaticType.of(char.class);
      case 'F' -> StaticType.of(float.class);
      case 'S' -> StaticType.of(short.class);
      default -> throw new ClassNotFoundException("unknown tag " + tag);
    };
  }

  private StaticType classType() throws ClassNotFoundException {
    StringBuilder name = new StringBuilder();
    List<StaticType> arguments = List.of();
    while (true) {
      char c = signature.charAt(position++);
      switch (c) {
        case ';' -> {
          Class<?> raw = Class.forName(name.toString().replace('/', '.'), false, loader);
          boolean whole = raw.getTypeParameters().length == arguments.size();
          return new StaticType(raw, whole ? arguments : List.of());
        }
        case '<' -> arguments = arguments();
        case '.' -> {
          // An inner class of a generic one: the outer's arguments are of no use here.
          name.append('$');
          arguments = List.of();
        }
        default -> name.append(c);
      }
    }
  }

  private List<StaticType> arguments() throws ClassNotFoundException {
    List<StaticType> arguments = new ArrayList<>();
    while (signature.charAt(position) != '>') {
      switch (signature.charAt(position)) {
        case '*' -> {
          position++;
          arguments.add(StaticType.OBJECT);
        }
        case '+' -> {
          position++;
          arguments.add(type());
        }
        case '-' -> {
          position++;
          type();
          arguments.add(StaticType.OBJECT);
        }
        default -> arguments.add(type());
      }
    }
    position++;
    return arguments;
  }
}
