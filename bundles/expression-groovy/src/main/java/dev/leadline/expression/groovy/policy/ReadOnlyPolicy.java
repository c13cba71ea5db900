package dev.leadline.expression.groovy.policy;

import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.ScalaTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Calls that look like reading: on the JDK a list of them, on the application methods that have the
 * shape of a getter or of a question. The shape is all that can be known before the program runs: a
 * getter with a side effect passes.
 */
final class ReadOnlyPolicy implements Policy {

  /** A getter or a question that may have arguments. */
  private static final Pattern READING =
      Pattern.compile(
          "(get|is|has|have|can|should|contains|find|count|size|length|index|last|first|to|as|"
              + "compare|equals|matches|starts|ends|max|min|sum|total|average|name|ordinal|hash|value|values)"
              + "(?![a-z]).*|equals|hashCode|toString|compareTo");

  /** Verbs that change something; a method without arguments is else taken for an accessor. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "(abort|accept|accumulate|acquire|activate|add|advance|append|apply|approve|"
              + "attach|await|begin|block|bump|buy|call|cancel|checkin|checkout|clean|cleanup|"
              + "clear|close|collapse|commit|compact|complete|compute|confirm|connect|consume|"
              + "crash|create|deactivate|dec|decommit|decrease|decrement|deduct|delete|deliver|"
              + "deploy|dequeue|deregister|destroy|detach|disable|discard|disconnect|dispatch|"
              + "dispose|do|drain|drop|eject|emit|enable|enlist|enqueue|erase|eval|evaluate|"
              + "evict|exec|execute|exit|expire|fetch|finalize|finish|fire|flush|force|fork|free|"
              + "generate|getAnd|grow|halt|handshake|inc|increase|increment|init|initialize|"
              + "inject|insert|interrupt|invalidate|invoke|join|kill|launch|load|lock|login|"
              + "logout|make|mark|merge|migrate|move|mutate|nack|next|notify|offer|open|"
              + "park|pause|pay|ping|poll|pop|post|prepare|prepend|previous|print|process|"
              + "promote|provision|publish|purge|push|put|query|quit|raise|read|reap|"
              + "rebalance|rebuild|recalculate|receive|recompute|reconnect|recover|recycle|redo|"
              + "refresh|refund|register|reindex|reject|rekey|release|reload|remove|rename|"
              + "replace|replay|resend|reset|resize|resolve|restart|resume|resync|retain|retry|"
              + "revert|revoke|rewind|roll|rollback|rotate|run|save|schedule|seek|send|serve|set|"
              + "shed|shift|ship|shrink|shuffle|shutdown|signal|skip|sleep|spawn|spend|"
              + "start|stop|store|submit|subscribe|suspend|swap|sync|take|terminate|tick|"
              + "toggle|touch|transfer|transition|transmit|traverse|trigger|trim|truncate|"
              + "tryLock|undeploy|undo|uninstall|unload|unlock|unmount|unpark|unregister|unseal|"
              + "unset|unsubscribe|unwind|update|upgrade|upload|wait|wake|warm|warmup|"
              + "withdraw|write|yield)(?![a-z]).*");

  /** Whoever gets one of these could do more than read. */
  private static final List<String> DANGEROUS_RESULTS =
      List.of(
          "java.lang.ClassLoader",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.Module",
          "java.lang.ModuleLayer",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.Writer",
          "java.nio.channels.Channel",
          "java.net.Socket",
          "java.sql.Connection",
          "java.sql.Statement",
          "java.sql.ResultSet");

  /**
   * A method that takes one of these may read it to its end, look into a file, or run what it is
   * given.
   */
  private static final List<String> DANGEROUS_ARGUMENTS =
      List.of(
          "java.io.File",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.Writer",
          "java.lang.ClassLoader",
          "java.lang.Runnable",
          "java.lang.Thread",
          "java.net.URL",
          "java.net.Socket",
          "java.nio.Buffer",
          "java.nio.channels.Channel",
          "java.nio.file.Path",
          "java.util.Enumeration",
          "java.util.Iterator",
          "java.util.Spliterator",
          "java.util.concurrent.Callable",
          "java.util.stream.BaseStream");

  private static final Set<String> HARMLESS_OF_LAZY =
      Set.of("hasNext", "knownSize", "getClass", "toString");

  private static final Set<String> CONSTRUCTORS = Set.of("java.util.Date");

  private final Set<String> allowed;

  ReadOnlyPolicy(Collection<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public Optional<String> refusal(Executable called) {
    Class<?> owner = called.getDeclaringClass();
    String name = called instanceof Constructor<?> ? "new" : called.getName();
    if (isAllowed(owner, name)) {
      return Optional.empty();
    }
    if (called instanceof Constructor<?>) {
      return CONSTRUCTORS.contains(owner.getName())
          ? Optional.empty()
          : Optional.of("expressions only read, they make no " + owner.getSimpleName());
    }
    Method method = (Method) called;
    boolean reads = isJdk(owner) ? JdkReads.includes(method) : looksLikeReading(method);
    if (!reads) {
      return Optional.of(
          "expressions only read, and `"
              + owner.getSimpleName()
              + "."
              + name
              + "` is not known to do only that");
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> refusal(Method called, Class<?> receiver) {
    Class<?> owner = called.getDeclaringClass();
    boolean usesUp =
        ScalaTypes.isLazy(receiver)
            && !HARMLESS_OF_LAZY.contains(called.getName())
            && !isAllowed(owner, called.getName());
    return usesUp
        ? Optional.of(
            "expressions only read, and `"
                + called.getName()
                + "` uses up or computes what is in a "
                + receiver.getSimpleName())
        : refusal(called);
  }

  @Override
  public Optional<String> refusal(String name) {
    // What the settings allow may have any name.
    return allowed.isEmpty() && CHANGING.matcher(name).matches()
        ? Optional.of("expressions only read, and `" + name + "` sounds like more")
        : Optional.empty();
  }

  private boolean isAllowed(Class<?> owner, String method) {
    String type = owner.getCanonicalName() == null ? owner.getName() : owner.getCanonicalName();
    return allowed.contains(type)
        || allowed.contains(owner.getName())
        || allowed.contains(type + "#" + method)
        || allowed.contains(owner.getName() + "#" + method)
        || allowed.contains(owner.getPackageName() + ".*");
  }

  private static boolean looksLikeReading(Method method) {
    String name = method.getName();
    Class<?> result = method.getReturnType();
    if (result == void.class || isDangerous(result)) {
      return false;
    }
    if (name.startsWith("getAnd")
        || name.startsWith("getOr")
        || takesDangerous(method)
        || isFunction(method)) {
      return false;
    }
    if (isAccessor(method)) {
      return true;
    }
    if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
      return !CHANGING.matcher(name).matches();
    }
    return READING.matcher(name).matches();
  }

  /** {@code load()} of a record, or beside a final field {@code load}: it can only read that. */
  private static boolean isAccessor(Method method) {
    if (method.getParameterCount() != 0 || Modifier.isStatic(method.getModifiers())) {
      return false;
    }
    try {
      Field field = method.getDeclaringClass().getDeclaredField(method.getName());
      return Modifier.isFinal(field.getModifiers()) && field.getType() == method.getReturnType();
    } catch (NoSuchFieldException | LinkageError e) {
      return false;
    }
  }

  /** {@code get} of a Supplier and its like: whatever its author made of it, it runs. */
  private static boolean isFunction(Method method) {
    return Members.hierarchy(method.getDeclaringClass()).stream()
        .filter(ReadOnlyPolicy::isFunction)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .anyMatch(
            declared ->
                declared.getName().equals(method.getName())
                    && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes()));
  }

  private static boolean isFunction(Class<?> type) {
    return type.getPackageName().equals("java.util.function")
        || type == Callable.class
        || type == Future.class;
  }

  private static boolean takesDangerous(Method method) {
    for (Class<?> parameter : method.getParameterTypes()) {
      if (isOneOf(DANGEROUS_ARGUMENTS, parameter)
          || parameter.getPackageName().equals("java.util.function")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDangerous(Class<?> type) {
    return isOneOf(DANGEROUS_RESULTS, type);
  }

  private static boolean isOneOf(List<String> names, Class<?> type) {
    return Members.hierarchy(type).stream().anyMatch(each -> names.contains(each.getName()));
  }

  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
