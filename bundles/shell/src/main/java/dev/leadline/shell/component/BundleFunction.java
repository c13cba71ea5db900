package dev.leadline.shell.component;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * A command of the container's for bundles. Those answer with a text whether they worked or not;
 * here a failure is one, so that whoever asked has a status.
 */
final class BundleFunction implements Function {

  /** What {@code install} answers when it worked. */
  private static final String INSTALLED = "Bundle ID";

  private static final String NUMBER = "[0-9]{1,18}";

  private final BundleContext context;
  private final String command;

  /**
   * A command that runs another.
   *
   * @param command the container's own, with its scope
   */
  BundleFunction(BundleContext context, String command) {
    this.context = context;
    this.command = command;
  }

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
    for (Object argument : arguments) {
      String word = String.valueOf(argument);
      if (word.matches(NUMBER) && context.getBundle(Long.parseLong(word)) == null) {
        throw new IllegalArgumentException(
            "there is no bundle " + word + "; `lb` lists those there are");
      }
    }
    Object answer = ((Function) session.get(command)).execute(session, arguments);
    if (!(answer instanceof String text)) {
      return answer;
    }
    if (!text.lines().allMatch(line -> line.isBlank() || line.startsWith(INSTALLED))) {
      throw new IllegalArgumentException(text.strip());
    }
    return text.isBlank() ? null : text;
  }
}
