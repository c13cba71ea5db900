package com.acme.boot;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sells over HTTP; shows simpleclient's registry at /metrics and Micrometer's at
 * /actuator/prometheus.
 */
@SpringBootApplication
@RestController
public class BootShop {

  private static final Counter VISITS =
      Counter.build().name("boot_visits").help("Visits, by the shop's own counter").register();

  public static void main(String[] arguments) {
    if (Boolean.getBoolean("shop.otel")) {
      AutoConfiguredOpenTelemetrySdk.initialize();
    }
    SpringApplication.run(BootShop.class, arguments);
  }

  @EventListener
  public void started(WebServerInitializedEvent event) {
    System.out.println("ready on " + event.getWebServer().getPort());
  }

  @GetMapping("/sell")
  public String sell(
      @RequestParam(name = "tier") String tier, @RequestParam(name = "price") double price) {
    VISITS.inc();
    return "sold for " + price + " to " + tier; // tracepoint: sell
  }

  @GetMapping(path = "/metrics", produces = TextFormat.CONTENT_TYPE_004)
  public String metrics() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, CollectorRegistry.defaultRegistry.metricFamilySamples());
    return text.toString();
  }
}
