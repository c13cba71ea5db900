package dev.leadline.control;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that runs once.
 *
 * @param arguments verbatim, the command's name first
 * @param directory the person's working directory, absolute
 * @param isTerminal whether standard output is a terminal
 * @param window its size
 */
public record CommandRequest(
    List<String> arguments, Path directory, boolean isTerminal, WindowSize window) {

  public CommandRequest {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || arguments.size() > Protocol.ARGUMENTS_LIMIT) {
      throw new IllegalArgumentException(arguments.size() + " arguments");
    }
  }

  /**
   * The frame.
   *
   * @throws ProtocolException when the arguments are too many or too long
   */
  public Frame toFrame() throws ProtocolException {
    PayloadWriter out = new PayloadWriter().number(arguments.size());
    for (String argument : arguments) {
      out.text(argument);
    }
    window.write(out.text(directory.toString()).number(isTerminal ? 1 : 0));
    byte[] payload = out.toBytes();
    if (payload.length > FrameType.COMMAND.limit()) {
      throw new ProtocolException(
          "the command is "
              + payload.length
              + " bytes long; the limit is "
              + FrameType.COMMAND.limit());
    }
    return Frame.of(FrameType.COMMAND, payload);
  }

  public static CommandRequest of(Frame frame) throws ProtocolException {
    PayloadReader in = new PayloadReader(frame.payload());
    int count = in.number(1, Protocol.ARGUMENTS_LIMIT, "the number of arguments");
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(in.text());
    }
    Path directory = path(in.text());
    boolean isTerminal = in.number(0, 1, "a truth value") == 1;
    WindowSize window = WindowSize.read(in);
    in.end();
    return new CommandRequest(arguments, directory, isTerminal, window);
  }

  static Path path(String text) throws ProtocolException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ProtocolException("the working directory is no path: " + e.getMessage());
    }
  }
}
