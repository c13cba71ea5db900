package dev.leadline.shell.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.shell.streams.SystemStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jline.utils.Log;
import org.junit.jupiter.api.Test;

class ClassWeaverTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void sendsOutputToTheStreamsOfTheThread() throws Exception {
    Consumer<String> woven = load(ClassWeaver.weave(bytes(Chatty.class)).orElseThrow());
    PrintStream before = System.out;
    SystemStreams.push(
        new ByteArrayInputStream(new byte[] {'x'}), new PrintStream(out), new PrintStream(err));
    try {
      woven.accept("hello");
    } finally {
      SystemStreams.pop();
    }
    assertThat(text(out)).isEqualTo("out hello\nin x\ndaemon false\n");
    assertThat(text(err)).startsWith("err hello\njava.lang.IllegalStateException: trouble\n\tat ");
    assertThat(System.out).isSameAs(before);
  }

  @Test
  void leavesOutputOfOtherThreadsWhereItWas() throws Exception {
    Consumer<String> woven = load(ClassWeaver.weave(bytes(Chatty.class)).orElseThrow());
    PrintStream before = System.out;
    PrintStream errBefore = System.err;
    InputStream inBefore = System.in;
    try {
      System.setOut(new PrintStream(out));
      System.setErr(new PrintStream(err));
      System.setIn(new ByteArrayInputStream(new byte[] {'y'}));
      woven.accept("there");
    } finally {
      System.setOut(before);
      System.setErr(errBefore);
      System.setIn(inBefore);
    }
    assertThat(text(out)).isEqualTo("out there\nin y\ndaemon false\n");
    assertThat(text(err)).contains("trouble");
  }

  @Test
  void keepsThreadsOfTheLibraryDaemons() throws Exception {
    Consumer<String> woven = load(ClassWeaver.weaveLibrary(bytes(Chatty.class)).orElseThrow());
    SystemStreams.push(InputStream.nullInputStream(), new PrintStream(out), new PrintStream(err));
    try {
      woven.accept("x");
    } finally {
      SystemStreams.pop();
    }
    assertThat(text(out)).endsWith("daemon true\n");
  }

  @Test
  void leavesAClassAloneThatUsesNothingOfIt() throws Exception {
    assertThat(ClassWeaver.weave(bytes(String.class))).isEmpty();
  }

  @Test
  void silencesTheLogOfTheLibrary() throws Exception {
    byte[] silent = SilentLog.silence(bytes(Log.class));
    Class<?> log = define(SilentLog.CLASS, silent);
    log.getMethod("warn", Object[].class).invoke(null, (Object) new Object[] {"a word"});
    assertThat(log.getMethod("isDebugEnabled").invoke(null)).isEqualTo(false);
    var logger = log.getDeclaredField("logger");
    logger.setAccessible(true);
    assertThat(logger.get(null)).isNull();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static Consumer<String> load(byte[] classFile) throws ReflectiveOperationException {
    return (Consumer<String>)
        define(Chatty.class.getName(), classFile).getDeclaredConstructor().newInstance();
  }

  private static Class<?> define(String name, byte[] classFile) throws ClassNotFoundException {
    return new ClassLoader(ClassWeaverTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
        Class<?> loaded = findLoadedClass(wanted);
        if (loaded != null) {
          return loaded;
        }
        return wanted.equals(name)
            ? defineClass(wanted, classFile, 0, classFile.length)
            : super.loadClass(wanted, resolve);
      }
    }.loadClass(name);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
