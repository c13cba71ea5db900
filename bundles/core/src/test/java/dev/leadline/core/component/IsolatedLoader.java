package dev.leadline.core.component;

import dev.leadline.core.application.LoaderName;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads the fixtures once more, as another application would. */
final class IsolatedLoader extends URLClassLoader {

  IsolatedLoader(Path classes) throws MalformedURLException {
    super(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  /**
   * Whether a class of this very loader has a live probe: those of other tests may still be there.
   */
  boolean hasLive(List<ProbeStatus> probes) {
    String name = LoaderName.of(this);
    return probes.stream().anyMatch(probe -> probe.live() && probe.loader().equals(name));
  }
}
