package dev.leadline.provider.otel.embedded;

import dev.leadline.sdk.problem.Problem;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the exports of the embedded SDK go. For use by any thread. */
final class ExportHealth {
  private final String endpoint;

  /** Guarded by this, as all that follows. */
  private long failuresInARow;

  private @Nullable Throwable lastFailure;

  ExportHealth(String endpoint) {
    this.endpoint = endpoint;
  }

  synchronized void exported(CompletableResultCode result) {
    if (result.isSuccess()) {
      failuresInARow = 0;
      lastFailure = null;
    } else {
      failuresInARow++;
      lastFailure = result.getFailureThrowable();
    }
  }

  synchronized List<Problem> problems() {
    if (failuresInARow == 0) {
      return List.of();
    }
    return List.of(
        Problem.warning(
            "OT-002",
            "the last %d exports of OTLP metrics have failed%s"
                .formatted(failuresInARow, lastFailure == null ? "" : ": " + lastFailure),
            "is a collector listening at " + endpoint + "? 4317 is gRPC's port, 4318 HTTP's"));
  }
}
