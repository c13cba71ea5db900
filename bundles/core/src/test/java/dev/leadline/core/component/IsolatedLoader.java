package dev.leadline.core.component;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Loads the fixtures once more, as another application would. */
final class IsolatedLoader extends URLClassLoader {

  IsolatedLoader(Path classes) throws MalformedURLException {
    super(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }
}
