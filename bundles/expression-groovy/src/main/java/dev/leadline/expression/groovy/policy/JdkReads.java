package dev.leadline.expression.groovy.policy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The methods of the JDK that only read, and end soon. What is not listed is refused, so that a new
 * JDK opens nothing by itself.
 */
final class JdkReads {

  private static final Pattern GETTER = Pattern.compile("(get|is|has)\\p{Lu}.*");

  /** Values: all that they have is harmless, but for the names given. */
  private static final Map<String, Set<String>> VALUES =
      Map.ofEntries(
          // format: a width in the pattern is an allocation of any size; likewise repeat.
          Map.entry(
              "java.lang.String",
              names(
                  """
                  format formatted repeat matches replaceAll replaceFirst split replace indent
                  transform concat join intern
                  """)),
          Map.entry("java.lang.Boolean", names("getBoolean")),
          Map.entry("java.lang.Byte", Set.of()),
          Map.entry("java.lang.Short", Set.of()),
          Map.entry("java.lang.Integer", names("getInteger")),
          Map.entry("java.lang.Long", names("getLong")),
          Map.entry("java.lang.Float", Set.of()),
          Map.entry("java.lang.Double", Set.of()),
          Map.entry("java.lang.Character", names("getName codePointOf")),
          Map.entry("java.lang.Number", Set.of()),
          Map.entry("java.lang.Math", Set.of()),
          Map.entry("java.lang.StrictMath", Set.of()),
          Map.entry("java.lang.Comparable", Set.of()),
          Map.entry("java.lang.Record", Set.of()),
          Map.entry(
              "java.math.BigDecimal",
              names(
                  """
                  pow scaleByPowerOfTen setScale sqrt toPlainString valueOf movePointLeft
                  movePointRight divide remainder divideToIntegralValue divideAndRemainder toBigInteger toBigIntegerExact add subtract multiply
                  """)),
          Map.entry(
              "java.math.BigInteger",
              names(
                  """
                  pow modPow shiftLeft shiftRight setBit clearBit flipBit nextProbablePrime
                  probablePrime isProbablePrime sqrt add subtract multiply
                  """)),
          Map.entry("java.util.UUID", names("randomUUID")),
          Map.entry("java.util.OptionalInt", names("ifPresent ifPresentOrElse")),
          Map.entry("java.util.OptionalLong", names("ifPresent ifPresentOrElse")),
          Map.entry("java.util.OptionalDouble", names("ifPresent ifPresentOrElse")),
          Map.entry("java.util.Optional", names("ifPresent ifPresentOrElse")));

  private static final Map<String, Set<String>> LISTED =
      Map.ofEntries(
          Map.entry(
              "java.lang.Object",
              names(
                  """
                  getClass hashCode equals toString
                  """)),
          Map.entry("java.lang.System", names("currentTimeMillis nanoTime identityHashCode")),
          Map.entry(
              "java.lang.Thread",
              names(
                  """
                  currentThread getName getId threadId isDaemon isAlive isInterrupted isVirtual
                  getPriority getState
                  """)),
          Map.entry(
              "java.lang.Class",
              names(
                  """
                  getName getSimpleName getTypeName getPackageName getCanonicalName isInstance
                  isEnum isArray isRecord isInterface
                  """)),
          Map.entry(
              "java.lang.Enum",
              names(
                  """
                  name ordinal compareTo getDeclaringClass equals hashCode toString valueOf
                  """)),
          Map.entry(
              "java.lang.Throwable",
              names(
                  """
                  getMessage getLocalizedMessage getCause toString getSuppressed
                  """)),
          Map.entry(
              "java.lang.CharSequence",
              names(
                  """
                  length charAt isEmpty toString subSequence compare
                  """)),
          Map.entry(
              "java.lang.StringBuilder",
              names(
                  """
                  length charAt indexOf lastIndexOf substring toString isEmpty capacity compareTo
                  """)),
          Map.entry(
              "java.lang.StringBuffer",
              names(
                  """
                  length charAt indexOf lastIndexOf substring toString isEmpty capacity compareTo
                  """)),
          Map.entry(
              "java.lang.AbstractStringBuilder",
              names(
                  """
                  length charAt indexOf lastIndexOf substring toString isEmpty capacity
                  """)),
          Map.entry(
              "java.lang.StackTraceElement",
              names(
                  """
                  getClassName getMethodName getFileName getLineNumber
                  """)),
          Map.entry(
              "java.util.Objects",
              names(
                  """
                  equals hash hashCode toString isNull nonNull requireNonNullElse
                  """)),
          Map.entry(
              "java.util.Arrays",
              names(
                  """
                  asList toString hashCode equals
                  """)),
          Map.entry(
              "java.util.Collections",
              names(
                  """
                  max min frequency emptyList emptyMap emptySet
                  """)),
          Map.entry(
              "java.net.URI",
              names(
                  """
                  getScheme getHost getPort getPath getRawPath getQuery getRawQuery getFragment
                  getAuthority getUserInfo isAbsolute isOpaque toString equals hashCode compareTo
                  """)),
          Map.entry(
              "java.net.InetSocketAddress",
              names(
                  """
                  getPort getHostString toString isUnresolved
                  """)));

  /** Of collections, maps, entries, bit sets, atomics: what reads. */
  private static final Set<String> CONTAINER_READS =
      names(
          """
                  size isEmpty contains containsKey containsValue get getOrDefault
                  indexOf lastIndexOf subList keySet values entrySet getKey getValue getFirst
                  getLast first last firstKey lastKey firstEntry lastEntry floor ceiling higher
                  lower floorKey ceilingKey higherKey lowerKey floorEntry ceilingEntry higherEntry
                  lowerEntry headSet tailSet subSet headMap tailMap subMap descendingMap
                  descendingSet peek peekFirst peekLast element remainingCapacity elementAt
                  firstElement lastElement capacity cardinality length nextSetBit nextClearBit
                  mappingCount reversed toString hashCode equals of copyOf entry getPlain
                  getOpaque getAcquire intValue longValue floatValue doubleValue sum getReference
                  getStamp isMarked availablePermits compareTo before after getProperty compare
                  """);

  private JdkReads() {}

  private static Set<String> names(String words) {
    return Set.of(words.strip().split("\\s+"));
  }

  static boolean includes(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String name = method.getName();
    Set<String> excepted = VALUES.get(owner.getName());
    if (excepted != null) {
      return method.getReturnType() != void.class
          && !excepted.contains(name)
          && !takesFunction(method);
    }
    Set<String> listed = LISTED.get(owner.getName());
    if (listed != null) {
      return listed.contains(name);
    }
    if (Throwable.class.isAssignableFrom(owner)) {
      return GETTER.matcher(name).matches() && method.getParameterCount() == 0;
    }
    return switch (owner.getPackageName()) {
      case "java.time", "java.time.chrono", "java.time.temporal" ->
          method.getReturnType() != void.class && !takesFunction(method);
      case "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks" ->
          readsContainer(method);
      default -> false;
    };
  }

  private static boolean readsContainer(Method method) {
    String name = method.getName();
    Class<?> owner = method.getDeclaringClass();
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    if ((name.equals("get") && waits(owner)) || owner == java.util.Scanner.class) {
      return false;
    }
    if (CONTAINER_READS.contains(name)) {
      return !takesFunction(method) && method.getReturnType() != void.class;
    }
    return GETTER.matcher(name).matches()
        && !name.startsWith("getAnd")
        && method.getParameterCount() == 0
        && !isStatic
        && method.getReturnType() != void.class;
  }

  /** {@code get} of a future waits, of a supplier or callable runs anything. */
  private static boolean waits(Class<?> owner) {
    return java.util.concurrent.Future.class.isAssignableFrom(owner)
        || java.util.function.Supplier.class.isAssignableFrom(owner);
  }

  /** A function argument could run any code. */
  private static boolean takesFunction(Method method) {
    for (Class<?> parameter : method.getParameterTypes()) {
      if (parameter.getPackageName().equals("java.util.function")) {
        return true;
      }
    }
    return false;
  }
}
