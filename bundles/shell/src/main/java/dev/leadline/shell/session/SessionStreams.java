package dev.leadline.shell.session;

import dev.leadline.shell.streams.SystemStreams;
import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.service.threadio.ThreadIO;

/** Gogo's idea of a thread's streams, without its replacing those of the JVM. */
final class SessionStreams implements ThreadIO {

  @Override
  public void setStreams(InputStream in, PrintStream out, PrintStream err) {
    SystemStreams.push(in, out, err);
  }

  @Override
  public void close() {
    SystemStreams.pop();
  }
}
