package dev.leadline.agent;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters Leadline: {@code -javaagent}, dynamic attach, or {@code java -jar}.
 *
 * <p>It is the only class of ours that the application's loaders can see, so it is also the
 * isolated loader itself: an instance reads everything else from below {@code isolated/} in the
 * same jar, under names that no other loader looks for. It does NOT start a thread, read a setting,
 * touch a system property or let anything be thrown into the application; see {@code
 * dev.leadline.agent.boot}.
 */
public final class LeadlineAgent extends ClassLoader implements Runnable {

  static {
    registerAsParallelCapable();
  }

  private static final String ROOT = "isolated/";
  private static final String CLASS = ".class";
  private static final String HTTP_SERVER = "jdk.httpserver";

  /**
   * The loader of the platform in this JVM. Not a lock, which the boot thread would wait for when
   * it fails while premain waits for the boot thread.
   */
  private static final AtomicReference<@Nullable LeadlineAgent> PRESENT = new AtomicReference<>();

  private final File file;
  private final JarFile jar;

  /** Guarded by this. */
  private @Nullable ClassLoader httpServer;

  private LeadlineAgent(File file) throws IOException {
    super("leadline", ClassLoader.getPlatformClassLoader());
    this.file = file;
    this.jar = new JarFile(file, false);
  }

  /** {@code -javaagent:leadline.jar=arguments}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Dynamic attach; does nothing but say so when the platform is here already. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** {@code java -jar leadline.jar}. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      status =
          (int)
              new LeadlineAgent(ownJar())
                  .loadClass("dev.leadline.cli.CommandLineEntry")
                  .getMethod("run", File.class, String[].class)
                  .invoke(null, ownJar(), arguments);
    } catch (Throwable failure) {
      report(failure);
    }
    System.exit(status);
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation) {
    LeadlineAgent loader = null;
    try {
      loader = new LeadlineAgent(ownJar());
      LeadlineAgent present = PRESENT.compareAndExchange(null, loader);
      if (present != null) {
        print("already in this JVM, from " + present.file + "; the second agent does nothing");
        return;
      }
      loader
          .loadClass("dev.leadline.agent.boot.Boot")
          .getMethod("start", String.class, Instrumentation.class)
          .invoke(null, arguments == null ? "" : arguments, instrumentation);
    } catch (Throwable failure) {
      if (loader != null) {
        loader.run();
      }
      report(failure);
    }
  }

  /** The platform of this loader is over, so that an agent that is attached later may start. */
  @Override
  public void run() {
    PRESENT.compareAndSet(this, null);
  }

  /** Ours first: what other agents put on the boot class path must not get between our classes. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      ZipEntry entry = entry(name.replace('.', '/') + CLASS);
      if (entry != null) {
        return define(name, entry);
      }
      if (name.equals("sun.misc.Unsafe")) {
        // Felix tries Unsafe, and from JDK 24 on that prints a warning; it does well without.
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith("com.sun.net.httpserver.")) {
      return httpServer().loadClass(name);
    }
    if (name.startsWith("com.sun.tools.attach.")) {
      return attach().loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  /**
   * An application that is a named module has only those modules of the JDK that it asks for, and
   * seldom this one. Then it is in a layer of our own, which the application does not see.
   */
  private synchronized ClassLoader httpServer() throws ClassNotFoundException {
    if (httpServer == null) {
      ModuleLayer boot = ModuleLayer.boot();
      try {
        httpServer =
            boot.defineModulesWithOneLoader(
                    boot.configuration()
                        .resolve(ModuleFinder.of(), ModuleFinder.ofSystem(), Set.of(HTTP_SERVER)),
                    ClassLoader.getPlatformClassLoader())
                .findLoader(HTTP_SERVER);
      } catch (RuntimeException absent) {
        // Of three types, which the JVM would load to verify this class, in premain.
        throw new ClassNotFoundException("this JDK has no module " + HTTP_SERVER, absent);
      }
    }
    return httpServer;
  }

  /** The command line's way to other JVMs: a module that the platform loader does not have. */
  private static ClassLoader attach() throws ClassNotFoundException {
    Module module = ModuleLayer.boot().findModule("jdk.attach").orElse(null);
    if (module == null) {
      throw new ClassNotFoundException("this Java has no module jdk.attach");
    }
    return module.getClassLoader();
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    ZipEntry entry = entry(name);
    try {
      return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
    } catch (IOException unreadable) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ZipEntry entry = entry(name);
    try {
      return entry == null ? null : new URL("jar:" + file.toURI() + "!/" + entry.getName());
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    // Of its size from the start: readAllBytes takes three times as much, for each of our classes.
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new ClassNotFoundException(name + " is cut off in " + file);
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    String packageName = name.substring(0, name.lastIndexOf('.'));
    if (getDefinedPackage(packageName) == null) {
      try {
        definePackage(packageName, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException definedByAnotherThread) {
        // That is all we wanted.
      }
    }
    return defineClass(name, bytes, 0, bytes.length, LeadlineAgent.class.getProtectionDomain());
  }

  /** Class files have another ending in the jar, so that class path scanners pass them by. */
  private @Nullable ZipEntry entry(String name) {
    return jar.getEntry(name.endsWith(CLASS) ? ROOT + name + "data" : ROOT + name);
  }

  private static File ownJar() throws Exception {
    return new File(
        LeadlineAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void report(Throwable failure) {
    Throwable cause =
        failure instanceof InvocationTargetException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    print("cannot start: " + cause);
  }

  /** To the process's own stderr: the application may have put anything behind System.err. */
  private static void print(String line) {
    new PrintStream(new FileOutputStream(FileDescriptor.err), true)
        .println("leadline: " + line.replaceAll("\\s*[\\r\\n]+\\s*", " | "));
  }
}
