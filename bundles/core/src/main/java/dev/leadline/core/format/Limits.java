package dev.leadline.core.format;

/**
 * How much one document may declare. Far above what people write, far below what would hurt the
 * JVM. The limits of the text itself are with {@link
 * dev.leadline.core.format.json.JsonDocumentParser}.
 */
public final class Limits {

  /** Most tracepoints in a document. */
  public static final int MAX_TRACEPOINTS = 1000;

  /** Most metrics of a tracepoint. */
  public static final int MAX_METRICS = 100;

  /** Most labels of a metric. */
  public static final int MAX_LABELS = 64;

  /** Most buckets of a histogram, and most quantiles of a summary. */
  public static final int MAX_BOUNDS = 200;

  private Limits() {}
}
