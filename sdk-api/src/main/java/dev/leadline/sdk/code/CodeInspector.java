package dev.leadline.sdk.code;

import dev.leadline.sdk.tracepoint.Location;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks into loaded classes, and tries expressions there. An OSGi service; for shells. Changes
 * nothing, but for {@link #evaluate} while it goes on.
 *
 * <p>Questions take from milliseconds to a few seconds in a large application. Waits end when the
 * thread is interrupted.
 */
@ProviderType
public interface CodeInspector {

  /**
   * Source files of loaded classes that may have probes, by path.
   *
   * @param pattern part of a class's or file's name, in any letter case; {@code *} stands for any
   *     characters; {@code .} and {@code /} are one
   * @param most files that are wanted
   */
  List<SourceFile> find(String pattern, int most);

  /**
   * The lines of a source file that have code, with what is in scope there.
   *
   * @param path as in a tracepoint's location
   * @param from first line, from 1
   * @param to last line
   */
  CodeListing lines(String path, int from, int to) throws InterruptedException;

  /** Compiles expressions at a place, in every loaded class that has it. Installs nothing. */
  CodeCheck check(Location location, List<InspectedExpression> expressions)
      throws InterruptedException;

  /**
   * Evaluates expressions at the next hits of a place, and shows the values. Nothing of it is in
   * any status, metric or log. Each is compiled as a metric's value, whatever its role. In place in
   * loaded classes when this returns. An expression that does not compile is left out where it does
   * not.
   *
   * @param hits how many, from 1 to {@value Evaluation#MOST_HITS}
   */
  Evaluation evaluate(Location location, List<InspectedExpression> expressions, int hits)
      throws InterruptedException;
}
