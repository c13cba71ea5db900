package com.acme.bench;

import com.acme.probe.BytesAgent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Runs tasks as it is told, one command a line, each with a number that its answer has too:
 *
 * <ul>
 *   <li>{@code 1 run CLASS TIMES}: the class's task with 1 to TIMES. A class loads at its first run
 *   <li>{@code 2 load JAR}: makes a class loader of its own for the jar, and tells its number
 *   <li>{@code 3 run CLASS TIMES LOADER}: the same, in that loader
 *   <li>{@code 4 parameters CLASS}: names of parameters, as reflection has them
 *   <li>{@code 5 bytes CLASS}: checksum of the class file as the JVM runs it
 * </ul>
 *
 * Ends with its input.
 */
public final class Bench {

  private final List<ClassLoader> loaders =
      new ArrayList<>(List.of(ClassLoader.getSystemClassLoader()));
  private final Map<Class<?>, IntConsumer> tasks = new HashMap<>();

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    Bench bench = new Bench();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      System.out.println(words[0] + " " + bench.answer(words));
    }
    System.out.println("threads that hold the JVM: " + holders());
  }

  private String answer(String[] words) {
    try {
      return switch (words[1]) {
        case "run" ->
            run(type(words[2], words.length > 4 ? words[4] : "0"), Integer.parseInt(words[3]));
        case "load" -> load(words[2]);
        case "parameters" -> parameters(type(words[2], "0"));
        case "bytes" -> BytesAgent.checksum(type(words[2], "0"));
        default -> "what?";
      };
    } catch (Throwable thrown) {
      return "threw " + thrown;
    }
  }

  private Class<?> type(String name, String loader) throws ClassNotFoundException {
    return Class.forName(name, true, loaders.get(Integer.parseInt(loader)));
  }

  private String run(Class<?> type, int times) throws ReflectiveOperationException {
    IntConsumer task = tasks.get(type);
    if (task == null) {
      task = (IntConsumer) type.getConstructor().newInstance();
      tasks.put(type, task);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int number = 1; number <= times; number++) {
      task.accept(number);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    return "ran, allocated " + bytes;
  }

  private String load(String jar) throws MalformedURLException {
    URL[] urls = {new File(jar).toURI().toURL()};
    loaders.add(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
    return "loader " + (loaders.size() - 1);
  }

  private static String parameters(Class<?> type) {
    List<Executable> executables = new ArrayList<>(List.of(type.getDeclaredMethods()));
    executables.addAll(List.of(type.getDeclaredConstructors()));
    Set<String> names = new TreeSet<>();
    for (Executable executable : executables) {
      if (!executable.isSynthetic()) {
        StringBuilder text = new StringBuilder(executable.getName()).append('(');
        for (Parameter parameter : executable.getParameters()) {
          text.append(parameter.getName()).append(';');
        }
        names.add(text.append(')').toString());
      }
    }
    return String.join(" ", names);
  }

  private static Set<String> holders() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon()) {
        names.add(thread.getName());
      }
    }
    return names;
  }
}
