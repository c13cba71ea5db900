package dev.leadline.shell.streams;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What {@code System.in}, {@code System.out} and {@code System.err} are for a command: the streams
 * of the person who runs it, and the application's for everybody else. Commands are written against
 * {@code System}; the weaver makes them come here.
 */
public final class SystemStreams {

  private static final ThreadLocal<@Nullable Deque<Streams>> CURRENT = new ThreadLocal<>();

  private SystemStreams() {}

  /**
   * Streams of a command.
   *
   * @param in what the person types
   * @param out what the person sees
   * @param err what the person sees of failures
   */
  private record Streams(InputStream in, PrintStream out, PrintStream err) {}

  /** Until {@link #pop}, the calling thread's streams are these. */
  public static void push(InputStream in, PrintStream out, PrintStream err) {
    Deque<Streams> stack = CURRENT.get();
    if (stack == null) {
      stack = new ArrayDeque<>();
      CURRENT.set(stack);
    }
    stack.push(new Streams(in, out, err));
  }

  /** The calling thread's streams are those from before the last {@link #push}. */
  public static void pop() {
    Deque<Streams> stack = CURRENT.get();
    if (stack != null) {
      stack.poll();
      if (stack.isEmpty()) {
        CURRENT.remove();
      }
    }
  }

  private static @Nullable Streams current() {
    Deque<Streams> stack = CURRENT.get();
    return stack == null ? null : stack.peek();
  }

  /** In place of {@code System.in}. */
  public static InputStream in() {
    Streams streams = current();
    return streams == null ? System.in : streams.in();
  }

  /** In place of {@code System.out}. */
  public static PrintStream out() {
    Streams streams = current();
    return streams == null ? System.out : streams.out();
  }

  /** In place of {@code System.err}. */
  public static PrintStream err() {
    Streams streams = current();
    return streams == null ? System.err : streams.err();
  }

  /** In place of {@code Throwable.printStackTrace()}. */
  public static void printStackTrace(Throwable failure) {
    failure.printStackTrace(err());
  }

  /**
   * In place of {@code Thread.setDaemon}: a thread stays the daemon that its parent is, so that
   * none holds the JVM.
   */
  public static void setDaemon(Thread thread, boolean on) {
    if (on) {
      thread.setDaemon(true);
    }
  }
}
