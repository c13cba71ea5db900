package dev.leadline.control;

/**
 * The size of a terminal in characters; 0 where it is not known.
 *
 * @param columns its width
 * @param rows its height
 */
public record WindowSize(int columns, int rows) {

  /** Beyond it nobody's terminal is; a program that lays out for it would need the memory. */
  private static final int MOST = 10_000;

  public static final WindowSize UNKNOWN = new WindowSize(0, 0);

  public Frame toFrame() {
    return Frame.of(FrameType.RESIZE, write(new PayloadWriter()).toBytes());
  }

  public static WindowSize of(Frame frame) throws ProtocolException {
    PayloadReader in = new PayloadReader(frame.payload());
    WindowSize size = read(in);
    in.end();
    return size;
  }

  PayloadWriter write(PayloadWriter out) {
    return out.number(columns).number(rows);
  }

  static WindowSize read(PayloadReader in) throws ProtocolException {
    return new WindowSize(in.number(0, MOST, "a width"), in.number(0, MOST, "a height"));
  }
}
