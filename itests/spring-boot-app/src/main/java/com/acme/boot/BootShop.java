package com.acme.boot;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ConfigurableApplicationContext;
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
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    ConfigurableApplicationContext context = SpringApplication.run(BootShop.class, arguments);
    if (Boolean.getBoolean("shop.start")) {
      long took = threads.getCurrentThreadCpuTime() - began;
      int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      System.out.println("loaded " + took + " " + classes);
      System.exit(SpringApplication.exit(context));
    }
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
