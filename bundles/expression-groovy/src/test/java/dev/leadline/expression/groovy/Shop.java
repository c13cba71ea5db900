package dev.leadline.expression.groovy;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.testkit.expression.JavaFixture;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small application to write expressions about, and a code point in it. */
final class Shop {

  private static final JavaFixture SOURCES =
      JavaFixture.of(
          """
          package shop;

          import java.math.BigDecimal;
          import java.util.ArrayList;
          import java.util.LinkedHashMap;
          import java.util.List;
          import java.util.Map;

          public class Desk extends Base {
            private static final int LIMIT = 7;
            private static String region = "eu";
            private final String name = "desk";
            private int open = 3;
            private long total = 40L;
            private boolean busy = true;
            private final Session session = new Session();
            final Hidden hidden = new Hidden();
            private final Counting counting = new Counted();
            private final Map<String, Integer> stock = new LinkedHashMap<>(Map.of("tea", 5));
            private final int[] counts = {4, 5, 6};
            private final String[] tags = {"a", "b"};
            private final Order[] orders = {new Order(1)};

            private int toTwice(int n) { return 2 * n; }
            private static int toThrice(int n) { return 3 * n; }
            public int getSecret() { return 42; }
            Session getSession() { return session; }
            Order[] getOrders() { return orders; }
            public static String launch() { return "launched"; }
            public void close() { open = 0; }
            public int removeAll() { return open = 0; }
            public int isOpenFor(String who) { return who.length(); }

            static class Hidden { private final int depth = 9; Hidden self() { return this; } }
            interface Counting { int size(); }
            private static final class Counted implements Counting { public int size() { return 11; } }
            enum Tier { GOLD, TEST; private final int rank = ordinal() + 1; }
            record User(String id, Tier tier, Double credit) { boolean known() { return true; } }
            record Item(String label, double price, int count, BigDecimal exact, Long weight) {}

            class Inner {
              private final int width = 5;
              int area() { return width * open; }
            }

            Object runnable(int captured) {
              return new Object() { int plus() { return captured + open; } };
            }
          }

          class Base {
            private final String origin = "base";
            protected int level = 2;
          }

          class Session {
            private final long startTs = 1000L;
            private String tier = "gold";
            private Desk.User user = new Desk.User("u1", Desk.Tier.GOLD, 1.5);
            private Session next;
            public Desk.User getUser() { return user; }
            public boolean isLive() { return true; }
          }

          class Order {
            private final int number;
            private final List<Desk.Item> items = new ArrayList<>();
            Order(int number) {
              this.number = number;
              items.add(new Desk.Item("x", 2.5, 1, new BigDecimal("1.10"), 10L));
              items.add(new Desk.Item("y", 4.0, 3, new BigDecimal("2.20"), null));
            }
            List<Desk.Item> getItems() { return items; }
          }
          """);

  private final ClassLoader loader;
  private final ExpressionLanguage language;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Variable> variables = new ArrayList<>();

  Shop() {
    this(new GroovyExpressionLanguage());
  }

  Shop(ExpressionLanguage language) {
    this.language = language;
    this.loader = SOURCES.load();
    Object desk = make("shop.Desk");
    add("this", type("shop.Desk"), desk);
    add("session", type("shop.Session"), make("shop.Session"));
    add("n", int.class, 6);
    add("big", long.class, 1L << 40);
    add("ratio", double.class, 0.25);
    add("letter", char.class, 'x');
    add("yes", boolean.class, true);
    add("text", String.class, "hello");
    add("nothing", String.class, null);
    add("boxed", Integer.class, 5);
    add("number", Number.class, 2.5f);
    add("any", Object.class, desk);
    add("exact", java.math.BigDecimal.class, new java.math.BigDecimal("10.10"));
    add("noSession", type("shop.Session"), null);
    add("millis", java.time.Duration.class, java.time.Duration.ofMillis(1500));
    add("args", String[].class, new String[] {"p", "q"});
    generic("names", List.class, "Ljava/util/List<Ljava/lang/String;>;", List.of("ann", "bo"));
    generic(
        "ages",
        Map.class,
        "Ljava/util/Map<Ljava/lang/String;Ljava/lang/Integer;>;",
        Map.of("ann", 30));
    generic("order", type("shop.Order"), "Lshop/Order;", newOrder());
    generic("numbers", List.class, "Ljava/util/List<Ljava/lang/Integer;>;", List.of(3, 1, 2));
    generic("none", List.class, "Ljava/util/List<Ljava/lang/Integer;>;", List.of());
    add("raw", List.class, List.of("r"));
  }

  private Object newOrder() {
    try {
      var constructor = type("shop.Order").getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(17);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Class<?> type(String name) {
    return JavaFixture.find(loader, name);
  }

  private Object make(String name) {
    try {
      var constructor = type(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Result of a private method of the desk, for values that only it can make. */
  Object desk(String method, Object... arguments) {
    try {
      for (Method found : type("shop.Desk").getDeclaredMethods()) {
        if (found.getName().equals(method)) {
          found.setAccessible(true);
          return found.invoke(values.get("this"), arguments);
        }
      }
      throw new IllegalArgumentException(method);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Shop add(String name, Class<?> type, Object value) {
    variables.removeIf(variable -> variable.name().equals(name));
    variables.add(new Variable(name, type, Optional.empty()));
    values.put(name, value);
    return this;
  }

  private void generic(String name, Class<?> type, String signature, Object value) {
    variables.add(new Variable(name, type, Optional.of(signature)));
    values.put(name, value);
  }

  Shop without(String name) {
    variables.removeIf(variable -> variable.name().equals(name));
    return this;
  }

  Compilation compile(String expression, ExpressionRole role) {
    return compile(expression, role, type("shop.Desk"));
  }

  Compilation compile(String expression, ExpressionRole role, Class<?> host) {
    return language.compile(
        new ExpressionRequest(expression, role, host, variables, JavaFixture.access()));
  }

  Compilation.Compiled compiled(String expression, ExpressionRole role) {
    Compilation compilation = compile(expression, role);
    if (compilation instanceof Compilation.Compiled compiled) {
      return compiled;
    }
    throw new AssertionError(expression + " does not compile: " + compilation);
  }

  List<Problem> problems(String expression) {
    Compilation compilation = compile(expression, ExpressionRole.VALUE);
    if (compilation instanceof Compilation.Failed failed) {
      return failed.problems();
    }
    throw new AssertionError(expression + " compiles: " + compilation);
  }

  Object value(String expression) {
    return run(expression, ExpressionRole.VALUE);
  }

  String label(String expression) {
    return String.valueOf(run(expression, ExpressionRole.LABEL));
  }

  boolean condition(String expression) {
    return (boolean) run(expression, ExpressionRole.CONDITION);
  }

  Object[] values(List<String> names) {
    return names.stream().map(values::get).toArray();
  }

  private Object run(String expression, ExpressionRole role) {
    Compilation.Compiled compiled = compiled(expression, role);
    List<Object> arguments = new ArrayList<>();
    compiled.variables().forEach(name -> arguments.add(values.get(name)));
    try {
      return compiled.handle().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
