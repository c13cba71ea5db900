package dev.leadline.agent.platform;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.osgi.framework.Constants;

/** How Felix is set up so that the application does not notice it. See ADR 0003. */
final class FrameworkConfiguration {

  private static final String HTTP_SERVER = "jdk.httpserver";

  private FrameworkConfiguration() {}

  /**
   * The configuration.
   *
   * @param settings as {@code leadline.*} framework properties, which bundles can read
   */
  static Map<String, Object> of(PlatformFiles files, Map<String, String> settings) {
    Map<String, Object> configuration = new LinkedHashMap<>(settings);
    configuration.put("leadline.jvm.dir", files.jvmDirectory().toString());

    configuration.put(Constants.FRAMEWORK_STORAGE, files.cache().toString());
    configuration.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    // The cache is this JVM's alone, so there is nobody to lock it against.
    configuration.put("felix.cache.locking", "false");
    // Its URL handlers would be the JVM's one URLStreamHandlerFactory.
    configuration.put("felix.service.urlhandlers", "false");
    // Otherwise a class that calls into a bundle lends it the application's loader.
    configuration.put("felix.bootdelegation.implicit", "false");
    configuration.put(
        Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK);
    configuration.put("felix.systempackages.substitution", "true");
    configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES, "${osgi-exports}" + jdkPackages());
    configuration.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.log;version=\"1.5\"");
    // Some APIs want a service-loader extender to resolve, and run without what it does.
    configuration.put(
        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
        "osgi.extender;osgi.extender=\"osgi.serviceloader.processor\";version:Version=\"1.0\","
            + "osgi.extender;osgi.extender=\"osgi.serviceloader.registrar\";version:Version=\"1.0\"");

    configuration.put("ds.loglevel", "warn");
    // A handful of bundles needs no thread pool to resolve.
    configuration.put("felix.resolver.parallelism", "1");
    return configuration;
  }

  /**
   * What the JDK's own modules export. Felix's own list would have the application's modules too,
   * whose classes no bundle can load.
   */
  private static String jdkPackages() {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    TreeSet<String> packages = new TreeSet<>(Comparator.naturalOrder());
    for (Module module : ModuleLayer.boot().modules()) {
      ClassLoader loader = module.getClassLoader();
      if (loader == null || loader == platform) {
        for (ModuleDescriptor.Exports exports : module.getDescriptor().exports()) {
          if (!exports.isQualified()) {
            packages.add(exports.source());
          }
        }
      }
    }
    if (ModuleLayer.boot().findModule(HTTP_SERVER).isEmpty()
        && ModuleFinder.ofSystem().find(HTTP_SERVER).isPresent()) {
      // The application does without it; our loader has it all the same.
      packages.add("com.sun.net.httpserver");
    }
    return "," + String.join(",", packages);
  }

  /**
   * Where the platform's files are; absolute.
   *
   * @param jvmDirectory of this JVM
   * @param cache Felix's
   */
  record PlatformFiles(Path jvmDirectory, Path cache) {}
}
