package com.acme.statsd;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Puts lines together into datagrams and sends them. Confined to one thread at a time. UDP tells
 * nobody whether anything has arrived; what the system says itself is in {@link #failure}.
 */
final class StatsdPackets implements AutoCloseable {

  /** What fits into an Ethernet frame with the headers of IP and UDP. */
  private static final int MOST_BYTES = 1432;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final StringBuilder lines = new StringBuilder();
  private volatile String failure = "";

  StatsdPackets(InetSocketAddress server) throws IOException {
    this.server = server;
    this.socket = new DatagramSocket();
  }

  void add(String line) {
    if (bytes(lines) + bytes(line) + 1 > MOST_BYTES) {
      flush();
    }
    lines.append(lines.length() == 0 ? "" : "\n").append(line);
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Sends what has been put together. */
  void flush() {
    if (lines.length() == 0) {
      return;
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
      failure = "";
    } catch (IOException | IllegalArgumentException e) {
      // IllegalArgumentException: the host has no address.
      failure = e.toString();
    }
  }

  InetSocketAddress server() {
    return server;
  }

  /** Why the last datagram could not be sent; empty when it could. */
  String failure() {
    return failure;
  }

  @Override
  public void close() {
    socket.close();
  }
}
