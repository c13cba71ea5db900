package dev.leadline.control;

import java.nio.file.Path;

/**
 * A session at a terminal.
 *
 * @param terminal its type, such as {@code xterm-256color}
 * @param directory the person's working directory, absolute
 * @param window the size of the terminal
 */
public record ShellRequest(String terminal, Path directory, WindowSize window) {

  public Frame toFrame() {
    PayloadWriter out = new PayloadWriter().text(terminal).text(directory.toString());
    return Frame.of(FrameType.SHELL, window.write(out).toBytes());
  }

  public static ShellRequest of(Frame frame) throws ProtocolException {
    PayloadReader in = new PayloadReader(frame.payload());
    String terminal = in.text();
    if (!terminal.matches("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}")) {
      // It becomes the name of a file, in some libraries.
      throw new ProtocolException("the terminal's type is no name");
    }
    ShellRequest request =
        new ShellRequest(terminal, CommandRequest.path(in.text()), WindowSize.read(in));
    in.end();
    return request;
  }
}
