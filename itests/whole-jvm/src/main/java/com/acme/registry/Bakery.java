package com.acme.registry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Bakes as many loaves as it is told, a number a line, and prints the whole of its own registry
 * after each.
 */
public final class Bakery {

  private static final Counter LOAVES =
      Counter.build().name("bakery_loaves").help("Loaves, by the bakery's own counter").register();

  private long baked;

  private Bakery() {}

  public static void main(String[] arguments) throws IOException {
    Bakery bakery = new Bakery();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int loaves = Integer.parseInt(line);
      for (int i = 0; i < loaves; i++) {
        bakery.bake(i % 4 == 0 ? "rye" : "wheat");
      }
      StringWriter text = new StringWriter();
      TextFormat.write004(text, CollectorRegistry.defaultRegistry.metricFamilySamples());
      System.out.print(text);
      System.out.println("baked " + bakery.baked);
    }
  }

  private void bake(String flour) {
    baked += flour.isEmpty() ? 0 : 1; // tracepoint: bake
    LOAVES.inc();
  }
}
