package dev.leadline.packer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What the build runs. Argument: leadline.jar, which is packed anew. */
public final class PackerCommand {

  private PackerCommand() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one argument is wanted: the jar");
    }
    Path jar = Path.of(arguments[0]);
    byte[] packed = new AgentJarPacker().pack(Files.readAllBytes(jar));
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    Files.write(part, packed);
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
