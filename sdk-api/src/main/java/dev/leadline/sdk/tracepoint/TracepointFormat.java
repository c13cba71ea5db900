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
   * @param declarations the tracepoints that can be put in force, possibly without metrics that are
   *     in error, each with the problems that are about it or about the whole document
   * @param problems all of them, warnings included, in the order of the document
   */
  record Reading(boolean wellFormed, List<Declaration> declarations, List<Problem> problems) {
    public Reading {
      declarations = List.copyOf(declarations);
      problems = List.copyOf(problems);
    }

    /** The tracepoints that can be put in force. */
    public List<Tracepoint> tracepoints() {
      return declarations.stream().map(Declaration::tracepoint).toList();
    }
  }
}
