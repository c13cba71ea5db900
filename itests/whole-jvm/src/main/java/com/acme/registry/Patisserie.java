package com.acme.registry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** As the {@link Bakery}, with prometheus-metrics 1.x. */
public final class Patisserie {

  private static final Counter CAKES =
      Counter.builder().name("patisserie_cakes").help("Cakes, by its own counter").register();

  private long baked;

  private Patisserie() {}

  public static void main(String[] arguments) throws IOException {
    Patisserie patisserie = new Patisserie();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int cakes = Integer.parseInt(line);
      for (int i = 0; i < cakes; i++) {
        patisserie.bake(i % 4 == 0 ? "rye" : "wheat");
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(text, PrometheusRegistry.defaultRegistry.scrape());
      System.out.print(text.toString(StandardCharsets.UTF_8));
      System.out.println("baked " + patisserie.baked);
    }
  }

  private void bake(String flour) {
    baked += flour.isEmpty() ? 0 : 1; // tracepoint: bake
    CAKES.inc();
  }
}
