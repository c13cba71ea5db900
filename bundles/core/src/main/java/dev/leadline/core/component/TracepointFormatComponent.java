package dev.leadline.core.component;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Registers the tracepoint documents' format. */
@Component
public final class TracepointFormatComponent implements TracepointFormat {
  private final TracepointFormat format = new JsonTracepointFormat();

  @Override
  public Reading read(String document, String text) {
    return format.read(document, text);
  }

  @Override
  public String write(List<Tracepoint> tracepoints) {
    return format.write(tracepoints);
  }
}
