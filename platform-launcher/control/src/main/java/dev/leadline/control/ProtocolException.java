package dev.leadline.control;

import java.io.IOException;

/** The peer does not keep to the protocol. The message is a sentence for a person. */
public final class ProtocolException extends IOException {

  private static final long serialVersionUID = 1;

  public ProtocolException(String message) {
    super(message);
  }
}
