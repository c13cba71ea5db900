package com.acme.plugin;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Commands as makers of bundles write them for Gogo: methods that print to the JVM's streams. */
public final class GreetingCommands implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    Map<String, Object> properties =
        Map.of(
            "osgi.command.scope",
            "acme",
            "osgi.command.function",
            new String[] {"greet", "add", "fail"});
    context.registerService(GreetingCommands.class, this, FrameworkUtil.asDictionary(properties));
  }

  @Override
  public void stop(BundleContext context) {}

  public void greet(String name) {
    System.out.println("hello " + name);
    System.err.println("and goodbye");
  }

  public int add(int one, int other) {
    return one + other;
  }

  public void fail() {
    throw new IllegalStateException("as it should");
  }
}
