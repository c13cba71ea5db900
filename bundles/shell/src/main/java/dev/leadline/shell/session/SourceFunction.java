package dev.leadline.shell.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code source FILE ARG..}: runs a script, whose arguments are {@code $1}, {@code $2} and so on.
 */
final class SourceFunction implements Function {

  private static final long LONGEST_BYTES = 1 << 20;

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("source FILE [ARG..]: runs the commands in a file");
    }
    Path script = session.currentDir().resolve(arguments.get(0).toString());
    if (!Files.isRegularFile(script)) {
      throw new IllegalArgumentException("there is no file " + script);
    }
    if (Files.size(script) > LONGEST_BYTES) {
      throw new IllegalArgumentException(script + " is longer than 1 MiB, and so no script");
    }
    String text = Files.readString(script, StandardCharsets.UTF_8);
    Object outer = session.get("args");
    try {
      session.put("args", List.copyOf(arguments.subList(1, arguments.size())));
      return session.execute(text);
    } finally {
      session.put("args", outer);
    }
  }
}
