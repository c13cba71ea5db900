package dev.leadline.provider.otel.logging;

import java.lang.System.Logger.Level;

/** Stands for {@code java.util.logging.Level}; see {@link VendorLogger}. */
@SuppressWarnings("unused") // read by rewritten classes
public final class VendorLevel {
  public static final VendorLevel SEVERE = new VendorLevel(Level.ERROR);
  public static final VendorLevel WARNING = new VendorLevel(Level.WARNING);
  // What a library finds worth a line of its own is none for an operator of Leadline.
  public static final VendorLevel INFO = new VendorLevel(Level.DEBUG);
  public static final VendorLevel CONFIG = new VendorLevel(Level.DEBUG);
  public static final VendorLevel FINE = new VendorLevel(Level.TRACE);
  public static final VendorLevel FINER = new VendorLevel(Level.TRACE);
  public static final VendorLevel FINEST = new VendorLevel(Level.TRACE);
  public static final VendorLevel ALL = new VendorLevel(Level.ALL);
  public static final VendorLevel OFF = new VendorLevel(Level.OFF);

  private final Level systemLevel;

  private VendorLevel(Level systemLevel) {
    this.systemLevel = systemLevel;
  }

  Level systemLevel() {
    return systemLevel;
  }
}
