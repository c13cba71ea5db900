package dev.leadline.shell.channel;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes each text at once, after all that another writer has, so that the two stay in order. */
final class AfterAnother extends FilterWriter {

  private final PrintWriter before;

  AfterAnother(Writer out, PrintWriter before) {
    super(out);
    this.before = before;
  }

  @Override
  public void write(int c) throws IOException {
    before.flush();
    super.write(c);
    flush();
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    before.flush();
    super.write(text, offset, length);
    flush();
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    before.flush();
    super.write(text, offset, length);
    flush();
  }
}
