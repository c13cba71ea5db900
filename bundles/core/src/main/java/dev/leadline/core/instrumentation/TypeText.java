package dev.leadline.core.instrumentation;

import org.jspecify.annotations.Nullable;

/** Types as people write them: without packages, with type arguments where they are known. */
public final class TypeText {

  private final String text;
  private int at;

  private TypeText(String text) {
    this.text = text;
  }

  /**
   * {@code List<Item>} of {@code Ljava/util/List;} and its signature.
   *
   * @param signature JVMS 4.7.9.1, when there is one
   */
  public static String of(String descriptor, @Nullable String signature) {
    if (signature != null) {
      try {
        return new TypeText(signature).type();
      } catch (IndexOutOfBoundsException malformed) {
        // The JVM does not check signatures; the descriptor it does.
        return new TypeText(descriptor).type();
      }
    }
    return new TypeText(descriptor).type();
  }

  private String type() {
    char kind = text.charAt(at++);
    return switch (kind) {
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'S' -> "short";
      case 'C' -> "char";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case 'V' -> "void";
      case '[' -> type() + "[]";
      case 'T' -> upTo(';');
      default -> classType();
    };
  }

  private String upTo(char end) {
    int start = at;
    while (text.charAt(at) != end) {
      at++;
    }
    return text.substring(start, at++);
  }

  /** {@code java/util/Map<..>.Entry<..>;} behind its L. */
  private String classType() {
    StringBuilder name = new StringBuilder();
    StringBuilder simple = new StringBuilder();
    while (true) {
      char c = text.charAt(at++);
      switch (c) {
        case ';' -> {
          return name.append(simple).toString();
        }
        case '/' -> simple.setLength(0);
        case '<' -> simple.append(arguments());
        // A nested class is known by its own name: Entry, not Map.Entry.
        case '.', '$' -> nested(simple);
        default -> simple.append(c);
      }
    }
  }

  private void nested(StringBuilder simple) {
    char next = text.charAt(at);
    if (Character.isJavaIdentifierStart(next)) {
      simple.setLength(0);
    } else {
      // An anonymous class has no name of its own.
      simple.append('$');
    }
  }

  private String arguments() {
    StringBuilder arguments = new StringBuilder("<");
    while (text.charAt(at) != '>') {
      if (arguments.length() > 1) {
        arguments.append(", ");
      }
      switch (text.charAt(at)) {
        case '*' -> {
          at++;
          arguments.append('?');
        }
        case '+' -> {
          at++;
          arguments.append("? extends ").append(type());
        }
        case '-' -> {
          at++;
          arguments.append("? super ").append(type());
        }
        default -> arguments.append(type());
      }
    }
    at++;
    return arguments.append('>').toString();
  }
}
