package dev.leadline.core.format;

import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import java.util.List;

/** The tracepoint documents of Leadline and Deep. Stateless; safe on any thread. */
public final class JsonTracepointFormat implements TracepointFormat {

  @Override
  public Reading read(String document, String text) {
    return DocumentReader.read(document, text);
  }

  /** One tracepoint is written as an object, any other number of them as an array. */
  @Override
  public String write(List<Tracepoint> tracepoints) {
    return TracepointWriter.write(tracepoints);
  }
}
