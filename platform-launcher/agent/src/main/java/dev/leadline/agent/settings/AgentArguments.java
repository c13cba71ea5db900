package dev.leadline.agent.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text after {@code -javaagent:leadline.jar=}: {@code name=value,name=value}.
 *
 * <p>A value with commas is put in double quotes, in which a quote is written twice: {@code
 * expressions.allow="java.util.List,java.util.Map"}. Where quotes are awkward, {@code \,} is a
 * comma. Every other backslash stands for itself, so that Windows paths need no care.
 *
 * @param values by name, in the order written; the last of a name wins
 * @param problems one line each
 */
record AgentArguments(Map<String, String> values, List<String> problems) {

  static AgentArguments parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      StringBuilder part = new StringBuilder();
      at = readPart(text, at, part, problems);
      String argument = part.toString().trim();
      int equals = argument.indexOf('=');
      if (equals > 0) {
        values.put(argument.substring(0, equals).trim(), argument.substring(equals + 1));
      } else if (!argument.isEmpty()) {
        problems.add("agent argument '" + argument + "' is not name=value; ignored");
      }
    }
    return new AgentArguments(values, problems);
  }

  /** Appends one argument, without its quotes and escapes, and returns where the next begins. */
  private static int readPart(String text, int from, StringBuilder part, List<String> problems) {
    boolean quoted = false;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (quoted && c == '"' && next == '"') {
        part.append('"');
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '\\' && next == ',') {
        part.append(',');
        at++;
      } else if (!quoted && c == ',') {
        return at + 1;
      } else {
        part.append(c);
      }
      at++;
    }
    if (quoted) {
      problems.add("agent arguments: a double quote is not closed: " + text.substring(from));
    }
    return at;
  }
}
