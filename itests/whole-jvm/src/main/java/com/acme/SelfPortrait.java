package com.acme;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URL;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeSet;

/**
 * Prints all the global state that a guest in its JVM could have changed. Needs {@code java.io}
 * open.
 */
public final class SelfPortrait {

  private SelfPortrait() {}

  public static void main(String[] arguments) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    print("context class loader is the system's", context == ClassLoader.getSystemClassLoader());
    print("main thread", thread.getName() + " " + thread.getThreadGroup().getName());
    print("threads in main's group", thread.getThreadGroup().activeCount());
    print("in", chain(System.in));
    print("out", chain(System.out));
    print("err", chain(System.err));
    print("uncaught", Thread.getDefaultUncaughtExceptionHandler());
    print("authenticator", Authenticator.getDefault());
    print("cookies", CookieHandler.getDefault());
    print("proxies", ProxySelector.getDefault().getClass());
    print("locale", Locale.getDefault());
    for (Provider provider : Security.getProviders()) {
      print("security provider", provider.getName());
    }
    for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      print("property " + name, System.getProperty(name));
    }
    // What nobody else has initialised is still the application's to choose.
    System.setProperty("user.timezone", "Asia/Tokyo");
    print("time zone", TimeZone.getDefault().getID());
    URL.setURLStreamHandlerFactory(protocol -> null);
    print("URL handler factory", "mine");
    for (Thread other : Thread.getAllStackTraces().keySet()) {
      if (!other.isDaemon()) {
        print("thread that holds the JVM", other.getName());
      }
    }
  }

  private static void print(String name, Object value) {
    System.out.println(name + " = " + value);
  }

  /** The classes of a stream and of those that it wraps. */
  private static String chain(Object stream) throws ReflectiveOperationException {
    StringBuilder chain = new StringBuilder(stream.getClass().getName());
    Object at = stream;
    while (at instanceof FilterInputStream || at instanceof FilterOutputStream) {
      Field field =
          at instanceof FilterInputStream
              ? FilterInputStream.class.getDeclaredField("in")
              : FilterOutputStream.class.getDeclaredField("out");
      field.setAccessible(true);
      at = field.get(at);
      chain.append(" > ").append(at.getClass().getName());
    }
    return chain.toString();
  }
}
