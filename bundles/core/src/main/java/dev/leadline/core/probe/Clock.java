package dev.leadline.core.probe;

/** Time as the controls see it; replaced in tests. */
public interface Clock {

  /** The JVM's clocks. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
          return System.currentTimeMillis();
        }
      };

  /** Nanoseconds since some fixed moment; never goes back. */
  long nanoTime();

  /** Milliseconds since 1970. */
  long currentTimeMillis();
}
