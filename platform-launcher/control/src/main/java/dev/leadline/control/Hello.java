package dev.leadline.control;

/**
 * The client's first frame.
 *
 * @param version of the protocol
 * @param token that the client has read
 * @param client what it calls itself, for the audit log
 */
public record Hello(int version, Token token, String client) {

  public Frame toFrame() {
    return Frame.of(
        FrameType.HELLO,
        new PayloadWriter().number(version).bytes(token.bytes()).text(client).toBytes());
  }

  /** Reads it. The version is known before the rest is read, so that it can be named. */
  public static Hello of(Frame frame) throws ProtocolException {
    PayloadReader in = new PayloadReader(frame.payload());
    int version = in.number();
    if (version != Protocol.VERSION) {
      throw new ProtocolException(
          "this JVM speaks version "
              + Protocol.VERSION
              + " of the control protocol, the client version "
              + version
              + "; use the leadline.jar that the JVM was started with");
    }
    Hello hello = new Hello(version, Token.of(in.bytes()), in.text());
    in.end();
    return hello;
  }
}
