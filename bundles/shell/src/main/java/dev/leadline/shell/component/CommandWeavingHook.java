package dev.leadline.shell.component;

import dev.leadline.shell.streams.SystemStreams;
import dev.leadline.shell.weaving.ClassWeaver;
import dev.leadline.shell.weaving.SilentLog;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Weaves the shell library inside this bundle, and bundles of other makers, whose commands would
 * write to the application's output. Nothing of it is loaded for the distribution's own bundles.
 */
final class CommandWeavingHook implements WeavingHook {

  private final Bundle own;
  private final System.Logger log;

  CommandWeavingHook(Bundle own, System.Logger log) {
    this.own = own;
    this.log = log;
  }

  @Override
  public void weave(WovenClass type) {
    Bundle bundle = type.getBundleWiring().getBundle();
    String name = type.getClassName();
    if (bundle.equals(own)) {
      if (name.startsWith("org.apache.felix.gogo.") || name.startsWith("org.jline.")) {
        set(
            type,
            name.equals(SilentLog.CLASS)
                ? Optional.of(SilentLog.silence(type.getBytes()))
                : ClassWeaver.weaveLibrary(type.getBytes()));
      }
    } else if (isOfOthers(bundle)) {
      try {
        Optional<byte[]> woven = ClassWeaver.weave(type.getBytes());
        if (woven.isPresent()) {
          set(type, woven);
          type.getDynamicImports().add(SystemStreams.class.getPackageName());
        }
      } catch (RuntimeException unreadable) {
        // A class file of a kind that we do not know. It is defined as it is.
        log.log(Level.WARNING, "the class " + name + " of " + bundle + " is not woven", unreadable);
      }
    }
  }

  private static void set(WovenClass type, Optional<byte[]> woven) {
    woven.ifPresent(type::setBytes);
  }

  /** Those of the distribution are installed by the launcher, from where they are unpacked. */
  private static boolean isOfOthers(Bundle bundle) {
    return bundle.getBundleId() != 0 && !bundle.getLocation().startsWith("reference:");
  }
}
