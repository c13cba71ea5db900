package dev.leadline.shell.session;

import dev.leadline.shell.channel.ControlThreads;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;

/** A command that is written for Gogo, run once: its arguments arrive verbatim all the same. */
final class ForeignCommand {

  private static final int INTERRUPTED = 130;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final GogoRuntime gogo;
  private final Console console;

  ForeignCommand(GogoRuntime gogo, Console console) {
    this.gogo = gogo;
    this.console = console;
  }

  int run(List<String> arguments) throws InterruptedException {
    String name = arguments.get(0);
    try (WriterStream out = new WriterStream(console.out(), console.isTerminal());
        WriterStream err = new WriterStream(console.err(), console.isTerminal());
        CommandSessionImpl session =
            gogo.processor().createSession(InputStream.nullInputStream(), out, err)) {
      SessionJobs jobs = gogo.prepare(session);
      // A name that is more than a name would be a program of its own.
      boolean isName = name.matches("[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?");
      if (!isName || !isKnown(session, name)) {
        console.err().println("there is no command " + name + "; `help` lists those there are");
        return ShellCommand.USAGE;
      }
      session.currentDir(console.directory());
      session.put("args", List.copyOf(arguments.subList(1, arguments.size())));
      return run(session, jobs, name);
    }
  }

  private static boolean isKnown(CommandSessionImpl session, String name) {
    return session.get(name.contains(":") ? name : "*:" + name) instanceof Function;
  }

  private int run(CommandSessionImpl session, SessionJobs jobs, String name)
      throws InterruptedException {
    // $args are handed over as they are; only what stands here is read by Gogo.
    FutureTask<Object> task = new FutureTask<>(() -> session.execute(name + " $args"));
    new ControlThreads("leadline-command").newThread(task).start();
    try {
      while (!task.isDone()) {
        if (!console.pause(LOOK)) {
          jobs.interrupt();
          task.get();
        }
      }
      Object result = task.get();
      if (result != null) {
        console.out().println(session.format(result, Converter.INSPECT));
      }
      return jobs.status();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof InterruptedException) {
        return INTERRUPTED;
      }
      String message = cause.getMessage();
      console.err().println(name + ": " + (message == null ? cause.toString() : message));
      return ShellCommand.FAILED;
    } finally {
      jobs.abandon();
      // One that has not come as far as to have a job would go on, whoever is gone.
      task.cancel(true);
    }
  }
}
