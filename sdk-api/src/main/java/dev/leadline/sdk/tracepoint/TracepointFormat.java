package dev.leadline.sdk.tracepoint;

import dev.leadline.sdk.problem.Problem;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads tracepoint documents in all their dialects and writes the canonical one. An OSGi service.
 */
@ProviderType
public interface TracepointFormat {

  /**
   * Reads a document. Never throws, whatever the text; what is wrong is in the result, each problem
   * with the document's name, line, column and pointer.
   *
   * @param document its name, for problems
   * @param text JSON
   */
  Reading read(String document, String text);

  /** The canonical document of these tracepoints; reading it gives them back equal. */
  String write(List<Tracepoint> tracepoints);

  /**
   * What a document says.
   *
   * @param wellFormed whether the document as a whole could be read; when not, nothing of it is in
   *     force
   * @param tracepoints those that can be put in force, possibly without metrics that are in error
   * @param problems all of them, warnings included, in the order of the document
   */
  record Reading(boolean wellFormed, List<Tracepoint> tracepoints, List<Problem> problems) {
    public Reading {
      tracepoints = List.copyOf(tracepoints);
      problems = List.copyOf(problems);
    }
  }
}
