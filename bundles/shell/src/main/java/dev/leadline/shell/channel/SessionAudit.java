package dev.leadline.shell.channel;

/** Takes down what is done in a session. */
public interface SessionAudit {

  /** A line is about to be run; returns its number. */
  long begin(String line);

  /** It has ended. */
  void end(long number, int status);
}
