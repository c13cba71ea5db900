package com.acme.tomcat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat with one web application, which is deployed anew as often as a line of the input says.
 * Each time, the application is asked until expressions have been evaluated in it. Then says how
 * many of the class loaders of old deployments a full garbage collection leaves.
 */
public final class Redeployment {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Tomcat tomcat = new Tomcat();
  private final String webapp;
  private final List<WeakReference<ClassLoader>> old = new ArrayList<>();

  private Redeployment(String base, String webapp) throws LifecycleException {
    this.webapp = webapp;
    tomcat.setBaseDir(base);
    tomcat.setPort(0);
    tomcat.start();
    tomcat.getConnector();
  }

  public static void main(String[] arguments) throws IOException, LifecycleException {
    Redeployment redeployment = new Redeployment(arguments[0], arguments[1]);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (int i = 0; i < Integer.parseInt(line); i++) {
        redeployment.deployOnce();
      }
      System.out.println("deployed " + line + ", survivors " + redeployment.survivors());
    }
    redeployment.tomcat.stop();
    redeployment.tomcat.destroy();
  }

  private void deployOnce() throws IOException {
    Context context = tomcat.addContext("", webapp);
    Tomcat.addServlet(context, "shop", "com.acme.webapp.ShopServlet");
    context.addServletMapping("/*", "shop");
    long start = System.nanoTime();
    while (evaluations() == 0) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("no expression was evaluated");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    old.add(new WeakReference<>(context.getLoader().getClassLoader()));
    tomcat.getHost().removeChild(context);
  }

  private int evaluations() throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return Integer.parseInt(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } finally {
      connection.disconnect();
    }
  }

  private long survivors() {
    long start = System.nanoTime();
    while (true) {
      System.gc();
      long survivors = old.stream().filter(loader -> loader.get() != null).count();
      if (survivors == 0 || System.nanoTime() - start > PATIENCE_NANOS / 2) {
        return survivors;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
