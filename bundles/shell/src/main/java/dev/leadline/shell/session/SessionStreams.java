package dev.leadline.shell.session;

import dev.leadline.shell.streams.SystemStreams;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.threadio.ThreadIO;

/** Gogo's idea of a thread's streams, without its replacing those of the JVM. */
final class SessionStreams implements ThreadIO {

  private final Map<PrintStream, Thread> threads = new ConcurrentHashMap<>();

  @Override
  public void setStreams(InputStream in, PrintStream out, PrintStream err) {
    SystemStreams.push(in, out, err);
    threads.put(out, Thread.currentThread());
  }

  @Override
  public void close() {
    threads.remove(SystemStreams.out());
    SystemStreams.pop();
  }

  /** The thread that writes there now; Gogo makes a stream per command that runs. */
  Optional<Thread> threadOf(PrintStream out) {
    return Optional.ofNullable(threads.get(out));
  }
}
