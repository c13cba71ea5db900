package dev.leadline.itests.thirdparty;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the counters that arrive over UDP. */
final class StatsdListener implements AutoCloseable {

  private static final int MOST_BYTES = 65_536;

  private final DatagramSocket socket;

  /** Guarded by this: {@code name#tags} to sum. */
  private final Map<String, Double> counters = new TreeMap<>();

  StatsdListener() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread reader = new Thread(this::read, "statsd-listener");
    reader.setDaemon(true);
    reader.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void read() {
    byte[] buffer = new byte[MOST_BYTES];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8)
            .lines()
            .forEach(this::take);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private synchronized void take(String line) {
    String[] parts = line.split("[:|]", 3);
    if (parts[2].equals("c") || parts[2].startsWith("c|")) {
      counters.merge(parts[0] + parts[2].substring(1), Double.valueOf(parts[1]), Double::sum);
    }
  }

  /** Of metrics whose names begin like this. */
  synchronized Map<String, Double> counters(String prefix) {
    Map<String, Double> found = new TreeMap<>(counters);
    found.keySet().removeIf(name -> !name.startsWith(prefix));
    return found;
  }

  @Override
  public void close() {
    socket.close();
  }
}
