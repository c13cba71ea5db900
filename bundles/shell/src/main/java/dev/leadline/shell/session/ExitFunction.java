package dev.leadline.shell.session;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/** {@code exit}: ends the session, and nothing else. */
final class ExitFunction implements Function {

  /** The session's variable that says that it is to end. */
  static final String VARIABLE = ".leadline.exit";

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments) {
    session.put(VARIABLE, true);
    return null;
  }
}
