package dev.leadline.packer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every form of lambda expression and method reference; what they answer is told as text. */
public class Lambdas implements Supplier<String> {

  private final List<String> told = new ArrayList<>();
  private int count;

  interface Named {
    private String secret() {
      return "secret of " + name();
    }

    String name();

    default Supplier<String> supplier() {
      return this::secret;
    }
  }

  interface Maker<T extends CharSequence> {
    T make(String text);
  }

  private static class Nested {
    private final String text;

    private Nested(String text) {
      this.text = text;
    }

    private Supplier<String> supplier() {
      return () -> text + hidden(text);
    }
  }

  static class Base {
    protected String inherited() {
      return "base";
    }
  }

  static final class Derived extends Base {
    @Override
    protected String inherited() {
      return "derived";
    }

    Supplier<String> above() {
      return super::inherited;
    }
  }

  private static String hidden(String text) {
    return "<" + text + ">";
  }

  private int next(int by) {
    count += by;
    return count;
  }

  @Override
  public String get() {
    tell("static, private", (Function<String, String>) Lambdas::hidden, "a");
    tell("of the receiver", (Function<String, String>) String::trim, " b ");
    int one = 1;
    long many = 1L << 40;
    double half = 0.5;
    LongSupplier wide = () -> many + one;
    told.add("captured primitives " + wide.getAsLong() + " " + sum(one, many, half).get());
    UnaryOperator<Integer> step = this::next;
    told.add("bound, private, boxed " + step.apply(2) + step.apply(3));
    IntBinaryOperator largest = Math::max;
    told.add("primitives " + largest.applyAsInt(3, 4));
    BinaryOperator<Integer> smallest = Math::min;
    told.add("unboxed and boxed " + smallest.apply(3, 4));
    ToDoubleFunction<Integer> doubled = Integer::intValue;
    told.add("widened " + doubled.applyAsDouble(7));
    ToIntFunction<Character> code = c -> c;
    told.add("a character as a number " + code.applyAsInt('x'));
    Function<Integer, Object> boxed = i -> i + 1;
    told.add("as an object " + boxed.apply(1));
    IntFunction<int[]> array = int[]::new;
    told.add("array " + array.apply(3).length);
    Function<int[], Object> cloned = int[]::clone;
    told.add("array's method " + ((int[]) cloned.apply(new int[] {1, 2})).length);
    Function<String, Nested> made = Nested::new;
    told.add("constructor, private " + made.apply("n").supplier().get());
    Maker<StringBuilder> maker = StringBuilder::new;
    told.add("of a narrower type " + maker.make("m").reverse());
    Consumer<String> ignored = told::add;
    ignored.accept("the result is dropped");
    Runnable nothing = () -> {};
    nothing.run();
    Callable<Long> ticks = () -> 5L;
    try {
      told.add("throws " + ticks.call());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    Named named = () -> "x";
    told.add("interface's own " + named.supplier().get());
    told.add("above " + new Derived().above().get());
    Supplier<String> kept = (Supplier<String> & Serializable) () -> "serializable";
    told.add(kept.get());
    BiFunction<String, Predicate<String>, Boolean> nested =
        (text, predicate) -> Stream.of(text).anyMatch(each -> predicate.test(each + one));
    told.add("in one another " + nested.apply("z", "z1"::equals));
    told.add(Stream.of(3, 1, 2).sorted().map(String::valueOf).collect(Collectors.joining()));
    Supplier<Object> first = () -> "first";
    told.add("instance is " + (same().get() == same().get()) + first.get());
    return String.join("\n", told);
  }

  private static Supplier<Double> sum(int a, long b, double c) {
    return () -> a + b + c;
  }

  private static Supplier<Object> same() {
    return () -> "same";
  }

  private void tell(String what, Function<String, String> function, String argument) {
    told.add(what + " " + function.apply(argument));
  }
}
