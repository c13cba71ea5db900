package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that would do more than read: none of them may as much as compile. */
class ReadOnlyPolicyTest {

  private final Shop shop = new Shop();

  static String[] hostile() {
    return """
        System.exit(0)
        Runtime.getRuntime().exec('id')
        Runtime.runtime.halt(1)
        'id'.execute()
        "id".execute().text
        ['id'].execute()
        new ProcessBuilder('id').start()
        new java.io.File('/etc/passwd').text
        new File('/etc/passwd').text
        new java.io.File('/tmp/x').delete()
        new java.io.FileOutputStream('/tmp/x')
        java.nio.file.Files.readString(java.nio.file.Path.of('/etc/passwd'))
        java.nio.file.Files.delete(null)
        new URL('http://localhost').text
        new java.net.URL('http://localhost').openStream()
        new java.net.Socket('localhost', 1)
        java.net.InetAddress.getByName('example.org')
        new java.net.ServerSocket(0)
        Class.forName('java.lang.Runtime')
        getClass().getClassLoader()
        this.class.classLoader
        this.class.forName('x')
        getClass().getDeclaredFields()
        getClass().getMethods()
        getClass().newInstance()
        getClass().getModule()
        getClass().getProtectionDomain()
        Thread.currentThread().getContextClassLoader()
        Thread.currentThread().contextClassLoader
        Thread.currentThread().interrupt()
        Thread.currentThread().stop()
        Thread.currentThread().setName('x')
        Thread.sleep(1000)
        Thread.start { }
        new Thread().start()
        new Thread({ System.exit(1) })
        Thread.getAllStackTraces()
        System.getProperty('user.home')
        System.properties
        System.getenv()
        System.setProperty('a', 'b')
        System.gc()
        System.out.println('x')
        System.in.read()
        System.load('/tmp/x.so')
        System.loadLibrary('x')
        Integer.getInteger('x')
        Boolean.getBoolean('x')
        open = 5
        open += 1
        open++
        --open
        this.open = 5
        session.tier = 'x'
        stock.tea = 1
        stock['tea'] = 1
        counts[0] = 1
        int x = 5
        def x = 5
        def f() { 1 }
        x -> x
        { -> 1 }()
        ({ 1 })()
        { -> while (true) {} }.call()
        while (true) {}
        for (;;) {}
        for (i in 1..10) {}
        if (yes) n
        return n
        throw new RuntimeException()
        assert false
        try { n } finally { }
        synchronized (this) { n }
        n; n
        import java.io.File; n
        package x; n
        class X { }
        @groovy.transform.ASTTest(value = { System.exit(1) }) class X { }
        @groovy.transform.ASTTest(value = { System.exit(1) }) def x = 1
        @Grab('x:y:1') import x.Y; n
        @groovy.transform.CompileStatic def x
        new Object() { int x = System.exit(1) }
        new Desk()
        new Session()
        new Thread()
        new ArrayList(1000000000)
        new int[1000000000]
        new long[100000][100000]
        'a' * 1000000000
        'a'.repeat(1000000000)
        'a'.padLeft(1000000000)
        String.format('%1000000000d', 1)
        '%1000000000d'.formatted(1)
        (1..1000000000).collect { it }
        2g ** 1000000000
        10g.pow(1000000000)
        new BigDecimal('1').scaleByPowerOfTen(1000000000)
        1e999999999g + 1
        BigInteger.ONE.shiftLeft(1000000000)
        text.matches(text)
        text.replaceAll(text, 'x')
        text.split(text, 3)
        text.indent(1000000000)
        new BigDecimal('1e999999999') + 1
        BigDecimal.valueOf(1, -999999999) + 1
        exact.movePointRight(999999999) + 1
        exact.divide(exact, 999999999, java.math.RoundingMode.UP)
        new BigInteger(1000000000, new Random())
        names.add('x')
        names.clear()
        names.remove(0)
        names << 'x'
        names.sort()
        names.each { n }
        names.iterator().remove()
        names.stream().forEach { n }
        names.parallelStream()
        names.forEach { n }
        stock.put('x', 1)
        stock.computeIfAbsent('x') { 1 }
        stock.remove('tea')
        close()
        this.close()
        removeAll()
        wait()
        notifyAll()
        this.wait(1000)
        this.&close
        Desk::close
        this."close"()
        this."${text}"
        "${close()}"
        "${-> open}"
        this.invokeMethod('close', null)
        this.metaClass
        this.metaClass.close = { }
        Eval.me('1')
        new GroovyShell().evaluate('1')
        evaluate('1')
        super.toString()
        java.util.concurrent.Executors.newCachedThreadPool()
        java.util.concurrent.CompletableFuture.runAsync { }
        java.lang.reflect.Array.newInstance(String, 1000000000)
        java.lang.invoke.MethodHandles.lookup()
        java.lang.management.ManagementFactory.getRuntimeMXBean()
        javax.naming.InitialContext.doLookup('ldap://x')
        sun.misc.Unsafe.theUnsafe
        jdk.internal.misc.Unsafe.getUnsafe()
        new javax.script.ScriptEngineManager()
        java.util.ServiceLoader.load(Runnable)
        ClassLoader.getSystemClassLoader()
        ClassLoader.systemClassLoader
        UUID.randomUUID()
        Math.random().with { it }
        text.with { it }
        text.use(String) { it }
        text as File
        [close: 1].close()
        names*.wait()
        any.close()
        *names
        [*names]
        [*:stock]
        names.sum { open = 1 }
        names.collect { close() }
        names.collect { System.exit(1) }
        names.any { it -> open++ }
        new Date().setTime(1)
        n ?: System.exit(1)
        yes ? System.exit(1) : 1
        (yes && System.exit(1))
        String.join(text, names)
        text.concat(text).format('%s')
        BigInteger.ONE.shiftRight(-1000000000)
        BigInteger.ONE.clearBit(2000000000)
        BigInteger.ONE.negate().modPow(2g, 3g)
        names.replaceAll { it }
        names.removeIf { true }
        ages.merge('a', 1) { a, b -> b }
        Collections.nCopies(1000000000, 1)
        Arrays.fill(counts, 0)
        new StringBuilder().append('x')
        new Scanner(System.in)
        ProcessHandle.current().destroy()
        ProcessHandle.current().parent()
        java.nio.channels.FileChannel.open(null)
        java.net.http.HttpClient.newHttpClient()
        java.util.logging.Logger.getLogger('x')
        java.security.Security.getProviders()
        java.lang.ref.Cleaner.create()
        java.util.concurrent.ForkJoinPool.commonPool()
        Thread.ofVirtual()
        Thread.currentThread().getThreadGroup()
        Thread.currentThread().join()
        Locale.setDefault(null)
        TimeZone.setDefault(null)
        System.setOut(null)
        System.setErr(null)
        System.setSecurityManager(null)
        System.console()
        System.inheritedChannel()
        ClassLoader.getSystemResource('x')
        Class.forName('x', true, null)
        Object.class.getMethod('wait')
        String.class.getDeclaredConstructors()
        java.lang.reflect.Proxy.newProxyInstance(null, null, null)
        java.beans.Introspector.flushCaches()
        java.io.ObjectInputStream.newInstance()
        @groovy.transform.Field int x = 1
        @groovy.transform.ThreadInterrupt n
        @groovy.lang.Newify n
        switch (n) { case 1: 2 }
        do { n } while (true)
        label: n
        try (x) { n }
        names.each(System.&exit)
        System.&exit
        [1, 2].each { System.exit(it) }
        { n -> n }.curry(1)
        (n = 5) + 1
        [n = 5]
        n += 1
        n <<= 1
        text ?= 'x'
        session?.tier = 'x'
        (open, level) = [1, 2]
        this['open'] = 1
        this.@open = 5
        names[0] = 'x'
        names[0]++
        session.with { tier = 'x' }
        session.metaClass.invokeMethod(session, 'x')
        session.getMetaClass()
        session.setProperty('tier', 'x')
        session.invokeMethod('x', null)
        'a'.metaClass
        "${n = 1}"
        "${System.exit(1)}"
        delegate
        owner.x
        binding.x
        this.binding
        args.clone()
        names.toArray()
        [System.exit(1)]
        [a: System.exit(1)]
        counts[System.exit(1)]
        """
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  @Timeout(20)
  void refusesWhatDoesMoreThanRead(String expression) {
    for (ExpressionRole role : ExpressionRole.values()) {
      assertThat(shop.compile(expression, role))
          .isInstanceOfSatisfying(
              Compilation.Failed.class,
              failed -> assertThat(failed.problems()).allMatch(problem -> problem.isError()));
    }
  }

  @Test
  void knowsMoreThanAHundredWaysToDoHarm() {
    assertThat(hostile()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
  }

  @Test
  @Timeout(60)
  void refusesDeepNestingQuickly() {
    for (String text :
        new String[] {
          "(".repeat(500) + "n" + ")".repeat(500),
          "(".repeat(20) + "n" + ")".repeat(20) + ")",
          "[".repeat(500) + "]".repeat(500),
          "!".repeat(3_900) + "n",
          "-".repeat(3_900) + "n",
          "n" + "+n".repeat(1_900),
          "n" + "?n:n".repeat(900),
          "x".repeat(5_000),
        }) {
      // Either answer will do, as long as there is one.
      assertThat(shop.compile(text, ExpressionRole.VALUE)).isNotNull();
    }
  }

  @Test
  void refusesDangerousMembersOfUnknownValuesWhenTheyAreReached() {
    assertThat(shop.compile("any.class.classLoader", ExpressionRole.VALUE))
        .isInstanceOf(Compilation.Failed.class);
    shop.add("thread", Object.class, Thread.currentThread());
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> shop.value("thread.contextClassLoader")))
        .hasMessageContaining("only read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('1e999999999' as BigDecimal) + 1",
        "'1e999999999'.toBigDecimal() + 1",
        "huge.replace('', huge).length()",
        "huge.replaceAll('', huge).length()",
        "huge.replaceAll('(x+)+y', '')",
        // Doubled a hundred times, each of these would be larger than any heap.
        "DOUBLED[huge]{ it + it }",
        "DOUBLED[huge]{ \"$it$it\" }",
        "DOUBLED[huge]{ it.concat(it) }",
        "DOUBLED[raw[0]]{ it + it }",
        "DOUBLED[huge]{ [it, it].join('') }",
        "DOUBLED[7g]{ it * it }",
        "DOUBLED[7g]{ it.multiply(it) }",
        "DOUBLED[exact]{ it * it }",
        "DOUBLED[exact]{ it.multiply(it) }",
        "endless.join(',')",
        "endless.count { it }",
        "endless.every { it == 1 }",
        "endless.collect { it }",
        "endless.findAll { it == 2 }",
        "endless*.intValue()",
        "endless.sum()",
        "endless.max()",
        "numbers.any { endless.any { it == 2 } }",
      })
  @Timeout(20)
  void stopsWhatGrowsOrRunsWithoutBound(String expression) {
    shop.add("huge", String.class, "x".repeat(5_000));
    shop.add("raw", List.class, List.of("abc"));
    Iterable<Integer> endless = () -> java.util.stream.Stream.generate(() -> 1).iterator();
    shop.add("endless", Iterable.class, endless);
    String text = expression;
    if (text.startsWith("DOUBLED")) {
      String start = text.substring("DOUBLED".length(), text.indexOf('{'));
      text = start + (".collect " + text.substring(text.indexOf('{'))).repeat(100);
    }
    String whole = text;
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> shop.value(whole)))
        .isInstanceOf(RuntimeException.class)
        .isNotInstanceOf(ClassCastException.class)
        .isNotInstanceOf(NullPointerException.class);
  }

  @Test
  void cutsTheTextOfLargeCollections() {
    shop.add("million", List.class, java.util.Collections.nCopies(1_000_000, "abc"));
    shop.add("bytes", Object.class, new byte[10_000_000]);
    assertThat(shop.label("million"))
        .hasSizeLessThan(1_100)
        .startsWith("[abc, abc,")
        .endsWith(", ..]");
    assertThat(shop.label("\"<$million>\"")).hasSizeLessThan(1_100).endsWith(", ..]>");
    assertThat(shop.label("bytes")).hasSizeLessThan(1_100).startsWith("[0, 0,");
    assertThat(shop.label("ages")).isEqualTo("{ann=30}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.Desk#close", "shop.Desk", "shop.*"})
  void allowsWhatTheSettingsAllow(String allowed) {
    Shop open = new Shop(GroovyExpressionLanguage.withPolicy("read-only", Set.of(allowed)));
    // close has no result, so it is refused for that, no longer for what it does.
    assertThat(open.problems("close()")).first().hasFieldOrPropertyWithValue("code", "GX-014");
  }

  @Test
  void callsAnythingWhenUnrestricted() {
    Shop open = new Shop(GroovyExpressionLanguage.withPolicy("Unrestricted", Set.of()));
    assertThat(open.value("removeAll()")).isEqualTo(0);
    assertThat(open.value("'a'.repeat(3)")).isEqualTo("aaa");
    assertThat(open.value("new Session().startTs")).isEqualTo(1000L);
  }

  @Test
  void knowsNoOtherPolicy() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> GroovyExpressionLanguage.withPolicy("open", Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("open");
  }
}
