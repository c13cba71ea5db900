package dev.leadline.provider.otel;

import dev.leadline.itests.otlp.OtlpReceiver;
import java.io.IOException;
import java.util.Map;

/** The contract, by gRPC, which is what an SDK speaks unless told otherwise. */
class GrpcExportTest extends EmbeddedSdkTck {

  GrpcExportTest() throws IOException {
    super(OtlpReceiver.grpc(), Map.of());
  }
}
