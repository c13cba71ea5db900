package com.acme.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Leaves a file in the JVM's directory for as long as its bundle runs, and a line in the log. */
public final class NoteActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) throws IOException {
    Files.writeString(note(context), context.getBundle().getVersion().toString());
    System.Logger log = context.getService(context.getServiceReference(System.Logger.class));
    log.log(System.Logger.Level.INFO, "note {0} is there", 9464);
  }

  @Override
  public void stop(BundleContext context) throws IOException {
    Files.delete(note(context));
  }

  private static Path note(BundleContext context) {
    return Path.of(context.getProperty("leadline.jvm.dir"), "note");
  }
}
