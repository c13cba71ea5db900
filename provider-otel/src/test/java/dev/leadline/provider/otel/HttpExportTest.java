package dev.leadline.provider.otel;

import dev.leadline.itests.otlp.OtlpReceiver;
import java.io.IOException;
import java.util.Map;

/** The contract, by HTTP, compressed. */
class HttpExportTest extends EmbeddedSdkTck {

  HttpExportTest() throws IOException {
    super(
        OtlpReceiver.http(),
        Map.of(
            "otel.exporter.otlp.protocol",
            "http/protobuf",
            "otel.exporter.otlp.compression",
            "gzip"));
  }
}
