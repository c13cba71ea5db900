package dev.leadline.provider.prometheus.endpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the endpoint is to be.
 *
 * @param host name or address to listen on
 * @param port 0 = any free one
 * @param portFile where the port in use is written; empty = nowhere
 * @param retryInterval between attempts to listen while the port is taken
 */
public record EndpointSettings(
    String host, int port, Optional<Path> portFile, Duration retryInterval) {
  public EndpointSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the endpoint has a host to listen on");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535: " + port);
    }
    if (retryInterval.isNegative() || retryInterval.isZero()) {
      throw new IllegalArgumentException("the retry interval is positive: " + retryInterval);
    }
  }
}
