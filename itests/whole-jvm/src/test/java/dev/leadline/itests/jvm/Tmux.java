package dev.leadline.itests.jvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A terminal with a person at it, played by tmux. Closing it ends what runs in it. */
public final class Tmux implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /** Skips the test when there is no tmux, and says so. */
  public static void assumePresent() {
    boolean present;
    try {
      present = new ProcessBuilder("tmux", "-V").start().waitFor(10, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException absent) {
      present = false;
    }
    assumeTrue(present, "no tmux on this system (Debian: apt-get install tmux)");
  }

  /** A terminal of 100 columns and 30 rows in which a shell runs. */
  public static Tmux open(Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    Tmux tmux = new Tmux(directory.resolve("tmux"));
    List<String> command =
        new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30"));
    environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
    command.addAll(List.of("-c", directory.toString(), "env PS1='ready$ ' sh"));
    tmux.run(command.toArray(String[]::new));
    tmux.awaitText("ready$");
    return tmux;
  }

  /** Types a text and presses Enter. */
  public Tmux enter(String text) throws IOException, InterruptedException {
    return type(text).press("Enter");
  }

  /** Types a text. */
  public Tmux type(String text) throws IOException, InterruptedException {
    run("send-keys", "-l", "--", text);
    return this;
  }

  /** Presses keys by tmux's names for them, such as {@code C-c} or {@code Tab}. */
  public Tmux press(String... keys) throws IOException, InterruptedException {
    for (String key : keys) {
      run("send-keys", key);
    }
    return this;
  }

  /** Makes the terminal another size. */
  public Tmux resize(int columns, int rows) throws IOException, InterruptedException {
    run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    return this;
  }

  /** What is on the screen. */
  public String screen() throws IOException, InterruptedException {
    return run("capture-pane", "-p");
  }

  /** What is on the screen, with the sequences for colours. */
  public String colours() throws IOException, InterruptedException {
    return run("capture-pane", "-p", "-e");
  }

  /** Waits until the text is on the screen. */
  public Tmux awaitText(String text) {
    return await("'" + text + "'", screen -> screen.contains(text));
  }

  /** Waits until the last line that is not empty is this one. */
  public Tmux awaitLastLine(String line) {
    return await(
        "the last line '" + line + "'",
        screen -> screen.stripTrailing().endsWith("\n" + line) || screen.strip().equals(line));
  }

  /** Waits until the screen is as it should. */
  public Tmux await(String what, java.util.function.Predicate<String> condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> condition.test(screen()));
    } catch (ConditionTimeoutException e) {
      String seen;
      try {
        seen = screen();
      } catch (IOException | InterruptedException gone) {
        seen = gone.toString();
      }
      throw new AssertionError("waited in vain for " + what + " on the screen:\n" + seen, e);
    }
    return this;
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TMUX");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }

  @Override
  public void close() {
    try {
      run("kill-server");
    } catch (IOException alreadyOver) {
      // Its last shell has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
