package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.ArrayTerm;
import dev.leadline.expression.groovy.code.Call;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.member.ScalaTypes;
import dev.leadline.expression.groovy.runtime.Additions;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.type.StaticType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Methods that Groovy adds to the JDK's types, as far as expressions have use for them. */
final class Extensions {

  private static final Set<String> TEXTS_THAT_GROW = Set.of("replace", "concat");
  private static final Set<String> TEXTS_OF_SCALA = Set.of("mkString", "join");
  private static final Set<String> NUMBERS_THAT_GROW = Set.of("add", "subtract", "multiply");

  private Extensions() {}

  /** Those that stand in for a method of the JDK or of Scala which has no bound. */
  static Optional<Term> instead(Term receiver, String name, List<Term> arguments) {
    if (TEXTS_OF_SCALA.contains(name) && ScalaTypes.collection(receiver.type().raw()).isPresent()) {
      Term elements =
          Calls.runtime(
              Values.class,
              "elements",
              StaticType.of(Iterable.class),
              Convert.to(StaticType.OBJECT, receiver));
      return call(elements, "join", arguments.isEmpty() ? List.of(Literal.of("")) : arguments);
    }
    boolean grows =
        receiver.type().is(CharSequence.class)
            ? TEXTS_THAT_GROW.contains(name)
            : Arithmetics.isBig(receiver.type()) && NUMBERS_THAT_GROW.contains(name);
    return grows ? call(receiver, name, arguments) : Optional.empty();
  }

  static Optional<Term> call(Term receiver, String name, List<Term> arguments) {
    if (receiver.type().isArray() && name.equals("size") && arguments.isEmpty()) {
      return Optional.of(new ArrayTerm.Length(receiver));
    }
    List<Term> all = new ArrayList<>();
    all.add(receiver);
    all.addAll(arguments);
    List<Method> named =
        Arrays.stream(Additions.class.getMethods())
            .filter(method -> method.getName().equals(name))
            .toList();
    return Overloads.choose(named, all.stream().map(Term::type).toList())
        .map(choice -> call(choice.executable(), all));
  }

  private static Term call(Method method, List<Term> arguments) {
    List<Term> fitted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      fitted.add(Convert.to(StaticType.of(method.getParameterTypes()[i]), arguments.get(i)));
    }
    StaticType receiver = arguments.get(0).type();
    StaticType result = StaticType.of(method.getReturnType());
    if (result.raw() == Object.class) {
      result = receiver.argumentAs(Iterable.class, 0);
    }
    return new Call.Direct(method, fitted, result);
  }

  static boolean isName(String name) {
    return Arrays.stream(Additions.class.getMethods())
        .anyMatch(method -> method.getName().equals(name));
  }

  /** For messages. */
  static List<String> names(StaticType receiver) {
    return Arrays.stream(Additions.class.getMethods())
        .filter(method -> method.getDeclaringClass() == Additions.class)
        .filter(method -> Overloads.isConvertible(receiver, method.getParameterTypes()[0]))
        .map(Method::getName)
        .distinct()
        .toList();
  }
}
