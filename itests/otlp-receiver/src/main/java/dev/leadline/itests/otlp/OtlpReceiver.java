package dev.leadline.itests.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Takes OTLP metrics on a free loopback port and keeps all that it has got. */
public final class OtlpReceiver implements AutoCloseable {
  private final List<ExportMetricsServiceRequest> requests =
      Collections.synchronizedList(new ArrayList<>());
  private int port;
  private Runnable stop = () -> {};

  private OtlpReceiver() {}

  /** One that speaks gRPC. */
  public static OtlpReceiver grpc() throws IOException {
    OtlpReceiver receiver = new OtlpReceiver();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(receiver.new MetricsService())
            .directExecutor()
            .build()
            .start();
    receiver.port = server.getPort();
    receiver.stop = server::shutdownNow;
    return receiver;
  }

  /** One that takes protobuf by HTTP. */
  public static OtlpReceiver http() throws IOException {
    OtlpReceiver receiver = new OtlpReceiver();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", receiver::take);
    // Traces and logs that an agent may send, too.
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answer(exchange, new byte[0]);
        });
    server.start();
    receiver.port = server.getAddress().getPort();
    receiver.stop = () -> server.stop(0);
    return receiver;
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} has to be. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Everything received, in order. */
  public List<ExportMetricsServiceRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Whether a metric of this meter and name was in the last request that had this meter. */
  public boolean has(String meter, String metric) {
    return metrics(meter).containsKey(metric);
  }

  /** What the last request that had this meter says of its metrics, by name. */
  public Map<String, ReceivedMetric> metrics(String meter) {
    Map<String, ReceivedMetric> found = new TreeMap<>();
    List<ExportMetricsServiceRequest> all = requests();
    for (int i = all.size() - 1; i >= 0 && found.isEmpty(); i--) {
      for (ResourceMetrics resource : all.get(i).getResourceMetricsList()) {
        for (ScopeMetrics scope : resource.getScopeMetricsList()) {
          if (scope.getScope().getName().equals(meter)) {
            scope
                .getMetricsList()
                .forEach(
                    metric ->
                        found.put(
                            metric.getName(),
                            ReceivedMetric.of(
                                metric, scope.getScope().getVersion(), resource.getResource())));
          }
        }
      }
    }
    return found;
  }

  /** Every meter that has ever sent a metric of this name. */
  public Set<String> meters(String metric) {
    Set<String> meters = new TreeSet<>();
    for (ExportMetricsServiceRequest request : requests()) {
      for (ResourceMetrics resource : request.getResourceMetricsList()) {
        for (ScopeMetrics scope : resource.getScopeMetricsList()) {
          if (scope.getMetricsList().stream().anyMatch(m -> m.getName().equals(metric))) {
            meters.add(scope.getScope().getName());
          }
        }
      }
    }
    return meters;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (InputStream raw = exchange.getRequestBody();
        InputStream body =
            "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(raw)
                : raw) {
      requests.add(ExportMetricsServiceRequest.parseFrom(body));
    }
    answer(exchange, ExportMetricsServiceResponse.getDefaultInstance().toByteArray());
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    stop.run();
  }

  private final class MetricsService extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      requests.add(request);
      observer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
