package dev.leadline.shell.session;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code stop}: ends bundles, as the container's own command does. Bundle 0 is the container; then
 * it is all of Leadline that ends, after the session has.
 */
final class StopFunction implements Function {

  private static final String OF_CONTAINER = "felix:stop";
  private static final String CONTAINER = "0";

  private final Runnable stop;

  StopFunction(Runnable stop) {
    this.stop = stop;
  }

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
    if (arguments.stream().map(String::valueOf).noneMatch(CONTAINER::equals)) {
      return ((Function) session.get(OF_CONTAINER)).execute(session, arguments);
    }
    session.put(ExitFunction.VARIABLE, true);
    stop.run();
    return "Leadline leaves process " + ProcessHandle.current().pid() + "; the application goes on";
  }
}
