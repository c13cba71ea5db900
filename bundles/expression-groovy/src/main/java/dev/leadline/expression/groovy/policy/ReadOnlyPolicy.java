package dev.leadline.expression.groovy.policy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
          "(add|append|accept|acquire|advance|apply|await|begin|block|call|cancel|clear|close|"
              + "commit|complete|connect|consume|create|decrement|delete|destroy|detach|disable|"
              + "disconnect|dispatch|dispose|do|drain|drop|enable|erase|evict|exec|execute|exit|"
              + "fire|fetch|flush|force|free|generate|getAnd|halt|increment|init|initialize|insert|"
              + "interrupt|invalidate|invoke|join|kill|load|lock|login|logout|make|mark|merge|move|"
              + "next|notify|offer|open|poll|pop|post|previous|process|publish|purge|push|put|query|"
              + "read|receive|reconnect|refresh|register|release|reload|remove|rename|replace|reset|"
              + "resize|resolve|restart|resume|retain|retry|roll|rollback|rotate|run|save|schedule|"
              + "send|set|shift|shutdown|signal|skip|sleep|start|stop|store|submit|subscribe|"
              + "suspend|swap|sync|take|terminate|transfer|trigger|truncate|tryLock|unlock|"
              + "unregister|unsubscribe|update|upload|wait|write|yield)(?![a-z]).*");

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
    if (name.startsWith("getAnd") || name.startsWith("getOr")) {
      return false;
    }
    if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
      return !CHANGING.matcher(name).matches();
    }
    return READING.matcher(name).matches();
  }

  private static boolean isDangerous(Class<?> type) {
    for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
      if (DANGEROUS_RESULTS.contains(parent.getName()) || hasDangerousInterface(parent)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDangerousInterface(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (DANGEROUS_RESULTS.contains(parent.getName()) || hasDangerousInterface(parent)) {
        return true;
      }
    }
    return false;
  }

  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
