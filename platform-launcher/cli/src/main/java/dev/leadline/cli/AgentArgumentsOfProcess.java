package dev.leadline.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a JVM's command line says of the place of its agent's run files. */
final class AgentArgumentsOfProcess {

  private static final String AGENT = "-javaagent:";
  private static final String PROPERTY = "-Dleadline.";

  private AgentArgumentsOfProcess() {}

  /** Empty when it says nothing, or cannot be read. */
  static List<Path> runDirectories(long pid, ProcessHandle.Info info) {
    List<String> arguments = new ArrayList<>(List.of(info.arguments().orElse(new String[0])));
    Map<String, String> properties = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith(PROPERTY) && equals > 0) {
        properties.put(argument.substring("-D".length(), equals), argument.substring(equals + 1));
      }
    }
    List<Path> found = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(AGENT)) {
        String agent = argument.substring(AGENT.length());
        int equals = agent.indexOf('=');
        File jar = new File(equals < 0 ? agent : agent.substring(0, equals)).getAbsoluteFile();
        String text = equals < 0 ? "" : agent.substring(equals + 1);
        Installation.runDirectory(text, properties, jar.getParentFile()).ifPresent(found::add);
      }
    }
    return found;
  }
}
