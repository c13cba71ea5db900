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
        names.containsAll(names)
        Collections.disjoint(names, names)
        Character.getName(65)
        exact.remainder(exact)
        exact.divideToIntegralValue(exact)
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
        text as Runnable
        { -> 1 } as Runnable
        names as File[]
        'java.lang.Runtime' as Class
        text as Class
        new ArrayList() as Thread
        "${-> System.exit(1)}"
        "${it -> it}"
        "$System.properties"
        "${Runtime.runtime}"
        "${System.in.read()}"
        text.&length
        this.&getSecret
        System::exit
        String::new
        Runtime::getRuntime
        *:ages
        [*: ages, a: 1]
        (1..n).sum()
        (0..<1000000000).size()
        1..1000000000
        [1..1000000000]
        ('a'..'zzzzzz').size()
        names[0..1]
        text[0..<n]
        n.times { it }
        1.upto(1000000000) { it }
        1.step(10, 1) { it }
        'a' * n
        [1] * 1000000000
        names * 1000000000
        names + names
        names - 'ann'
        ages + ages
        exact.pow(999999999)
        exact ** 1000000000
        exact.setScale(999999999)
        exact.round(new java.math.MathContext(999999999))
        exact.toPlainString()
        BigInteger.valueOf(2).pow(1000000000)
        BigInteger.TWO.shiftLeft(n)
        2g.pow(n)
        String.format('%' + n + 'd', 1)
        String.format(text, 1)
        text.formatted(1)
        sprintf('%1000000000d', 1)
        text.padRight(1000000000)
        text.center(1000000000)
        text.expand(1000000000)
        text.eachLine { it }
        text.tokenize()
        text.intern()
        text.toURL()
        text.toURI()
        text.toFile()
        text.execute()
        text.eval()
        text.transform { it }
        text.metaClass.x = 1
        String.metaClass
        String.metaClass.constructor
        this.class.metaClass
        Integer.metaClass.plus = { 1 }
        use(groovy.time.TimeCategory) { 1.day }
        use (Math) { n }
        this.mixin(String)
        String.mixin(Math)
        evaluate(text)
        this.evaluate('1')
        run(text)
        Eval.x(1, 'x')
        groovy.util.Eval.me('1')
        groovy.lang.GroovySystem.metaClassRegistry
        new groovy.lang.GroovyClassLoader()
        org.codehaus.groovy.runtime.InvokerHelper.invokeMethod(text, 'execute', null)
        org.codehaus.groovy.runtime.ProcessGroovyMethods.execute('id')
        groovyjarjarasm.asm.Opcodes.ASM9
        dev.leadline.expression.groovy.runtime.RuntimeLookup.lookup()
        dev.leadline.sdk.expression.ExpressionRole.VALUE
        "${'System'}".exit(0)
        'System'.exit(0)
        this.class.'forName'('x')
        this.class."${text}"
        session."setTier"('x')
        session.'tier' = 'x'
        session.@tier = 'x'
        session.@tier += 'x'
        session.@tier++
        this.@open++
        ++this.open
        this.open--
        session.startTs++
        counts[0] += 1
        counts[0]--
        counts[n]++
        stock.tea++
        stock.tea ?= 1
        nothing ?= 'x'
        open **= 2
        open <<= 1
        open >>>= 1
        open |= 1
        (open = 3)
        [open = 3]
        yes ? (open = 3) : 1
        n + (open = 3)
        names.any { open++ }
        names.any { it.length() ; open = 3 }
        names.any { int x = 1; x }
        names.any { return it }
        names.any { -> throw new Error() }
        names.find { System.exit(1) }
        names.max { System.exit(1) }
        names.collect { names.collect { System.exit(1) } }
        names.collect { { -> it } }
        names.collect { it.&length }
        names.inject(0) { a, b -> a + b.length() }
        names.collectEntries { [it, 1] }
        names.groupBy { it }
        names.withIndex()
        names.each(System.out.&println)
        names.stream().map(String.&length).count()
        names.spliterator().tryAdvance { }
        names.listIterator().next()
        names.iterator().next()
        names.asImmutable().add('x')
        names.subList(0, 1).clear()
        ages.entrySet().iterator().next().setValue(1)
        ages.entrySet().clear()
        ages.each { k, v -> v }
        ages.computeIfPresent('ann') { k, v -> null }
        ages.compute('ann') { k, v -> null }
        ages.replaceAll { k, v -> v }
        ages.putAll(ages)
        ages.putIfAbsent('x', 1)
        ages.clear()
        ages.with { clear() }
        session.with { tier }
        session.tap { tier = 'x' }
        with { open = 1 }
        this.with { open = 1 }
        this.identity { open = 1 }
        @Deprecated n
        @groovy.lang.Lazy x
        @groovy.transform.Memoized n
        @groovy.util.logging.Log class X {}
        @interface X { }
        new @Deprecated Object()
        interface X { }
        enum X { A }
        record X(int a) { }
        trait X { }
        static { System.exit(1) }
        ({ -> System.exit(1) }).run()
        ({ -> System.exit(1) } as Runnable).run()
        [compare: { a, b -> 1 }] as Comparator
        new Thread({ }).start()
        new java.util.Timer()
        new java.util.Random().nextInt()
        new Object()
        new String('x')
        new StringBuilder(1000000000)
        new BigDecimal('1')
        new BigInteger('1')
        new java.util.concurrent.CountDownLatch(1).await()
        new java.util.HashMap()
        new URL('http://127.0.0.1:1').text
        new URI('http://127.0.0.1:1').toURL().text
        new java.net.URI('x').toURL()
        new Order(1)
        new User('a', Tier.GOLD, 1.0)
        new Item('a', 1.0, 1, 1g, 1L)
        new Shop()
        Enum.valueOf(Thread.State, 'NEW').wait()
        java.lang.Thread.State.valueOf('NEW').notify()
        Object.class.forName('x')
        String.class.getResourceAsStream('/x')
        String.class.classLoader
        String.class.module
        String.class.protectionDomain
        this.class.enclosingMethod
        this.class.declaredFields
        this.class.methods
        this.class.getMethod('close')
        this.class.getConstructor()
        this.class.superclass.classLoader
        this.class.package.implementationTitle
        Class.forName('shop.Desk').newInstance()
        ClassLoader.platformClassLoader
        Runtime.runtime.availableProcessors()
        Runtime.version()
        Thread.currentThread().getStackTrace()
        Thread.currentThread().setPriority(10)
        Thread.currentThread().setDaemon(true)
        Thread.currentThread().uncaughtExceptionHandler
        Thread.yield()
        Thread.onSpinWait()
        Thread.dumpStack()
        Thread.holdsLock(this)
        Thread.interrupted()
        java.util.concurrent.TimeUnit.SECONDS.sleep(10)
        java.util.concurrent.locks.LockSupport.park()
        java.util.concurrent.ThreadLocalRandom.current()
        java.util.concurrent.CompletableFuture.supplyAsync { 1 }
        java.util.concurrent.ForkJoinTask.adapt { }
        java.util.stream.Stream.iterate(1) { it }
        java.util.stream.IntStream.range(0, 1000000000).sum()
        java.util.stream.Stream.generate { 1 }.count()
        Collections.nCopies(1000000000, 'x').toString()
        Collections.sort(names)
        Collections.shuffle(names)
        Collections.emptyList().add(1)
        Collections.addAll(names, 'x')
        Arrays.sort(counts)
        Arrays.copyOf(counts, 1000000000)
        Arrays.stream(counts)
        Arrays.asList(args).set(0, 'x')
        Arrays.setAll(counts) { 1 }
        Objects.requireNonNull(null)
        Objects.requireNonNullElseGet(null) { 1 }
        Optional.of(1).map { it }
        Optional.of(1).orElseGet { 1 }
        java.time.Instant.now().query { it }
        java.time.zone.ZoneRulesProvider.refresh()
        java.util.Locale.setDefault(Locale.ROOT)
        java.util.TimeZone.getDefault().setRawOffset(1)
        java.util.Base64.getDecoder()
        java.util.zip.ZipFile.open('x')
        java.util.jar.JarFile.runtimeVersion()
        java.util.prefs.Preferences.userRoot()
        java.util.ResourceBundle.getBundle('x')
        java.util.Properties.newInstance()
        java.sql.DriverManager.getConnection('x')
        java.rmi.Naming.lookup('x')
        javax.management.MBeanServerFactory.findMBeanServer(null)
        java.lang.management.ManagementFactory.platformMBeanServer
        com.sun.management.HotSpotDiagnosticMXBean
        com.sun.tools.attach.VirtualMachine.list()
        com.sun.tools.javac.Main.compile(args)
        com.sun.net.httpserver.HttpServer.create()
        jdk.jshell.JShell.create()
        jdk.internal.misc.VM.maxDirectMemory()
        sun.misc.Signal.raise(null)
        java.lang.LeadlineBridge.link
        java.lang.ProcessHandle.allProcesses()
        java.lang.StackWalker.getInstance()
        java.lang.System.Logger.Level.valueOf('INFO').wait()
        java.lang.System.getLogger('x')
        java.lang.Compiler.disable()
        java.lang.ref.Reference.reachabilityFence(this)
        java.lang.invoke.MethodType.methodType(String)
        java.lang.invoke.VarHandle.fullFence()
        java.io.Console.readLine()
        java.io.File.createTempFile('a', 'b')
        java.io.File.listRoots()
        java.nio.file.Paths.get('/')
        java.nio.file.Path.of('/').toFile().delete()
        java.nio.file.FileSystems.getDefault()
        java.nio.ByteBuffer.allocateDirect(1000000000)
        java.nio.charset.Charset.availableCharsets()
        java.text.MessageFormat.format('{0}', 1)
        java.net.InetAddress.getLocalHost()
        java.net.InetAddress.getByName(text).isReachable(1)
        java.net.NetworkInterface.getNetworkInterfaces()
        java.net.URLDecoder.decode(text)
        java.net.ProxySelector.getDefault()
        \\u0053ystem.exit(0)
        System.\\u0065xit(0)
        System . exit ( 0 )
        System?.exit(0)
        System*.exit(0)
        java . lang . System . exit(0)
        (System).exit(0)
        System.exit 0
        println 'x'
        print('x')
        printf('x')
        exit(0)
        sleep(1000)
        wait(1000)
        notify()
        finalize()
        clone()
        hashCode().wait()
        this.clone()
        this.finalize()
        this.notifyAll()
        this.properties
        this.dump()
        this.inspect()
        this.hasProperty('open').setProperty(this, 1)
        this.respondsTo('close')
        session.setTier('x')
        session.next.tier = 'x'
        order.items.clear()
        order.items.add(null)
        order.items << null
        order.items.remove(0)
        order.items*.remove()
        order.items*.label = 'x'
        order.items[0] = null
        order.items.removeAll { true }
        order.items.retainAll { false }
        order.items.sort { it.price }
        order.items.unique()
        order.items.reverse(true)
        order.items.each { it.price = 1 }
        orders[0] = null
        any.open = 1
        any['open'] = 1
        any.with { close() }
        any."close"()
        any.&close
        any.invokeMethod('close', null)
        any.getClass().forName('x')
        n as Thread
        yes as Runnable
        !System.exit(0)
        -System.exit(0)
        ~System.exit(0)
        System.exit(0) as String
        System.exit(0) instanceof String
        System.exit(0) in names
        n in [System.exit(0)]
        n in (1..System.exit(0))
        text =~ System.exit(0)
        text ==~ "${text}"
        text =~ text
        ~/x/
        (text =~ /l/).replaceAll('x')
        text.replaceAll(/l/) { 'x' }
        text.find(/l/)
        text.eachMatch(/l/) { it }
        assert n
        n if yes
        goto x
        n; System.exit(0)
        n /* */ ; /* */ System.exit(0)
        #!/bin/sh
        <T> T n
        var x = 1
        final x = 1
        int[] x = [1]
        def (a, b) = [1, 2]
        yield 1
        import static java.lang.System.*
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
    assertThat(hostile()).hasSizeGreaterThan(550).doesNotHaveDuplicates();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any.metaClass",
        "any as Thread",
        "any as Runnable",
        "(any as Map).x",
        "[run: 1] as Runnable",
        "[length: 1] as CharSequence",
        "any.wait",
        "any.closed",
        "thread.threadGroup",
        "thread.stackTrace",
        "any.class.methods",
        "loader.parent",
        "loader.definedPackages",
        "stream.text",
        "stream.bytes",
        "file.text",
        "file.name",
        "file.exists()",
        "file.length()",
        "file.list()",
        "path.toFile()",
        "path.toRealPath()",
        "url.content",
        "url.text",
        "url.host",
        "process.inputStream",
        "process.isAlive()",
        "future.get()",
        "supplier.get()",
        "ints.getAsInt()",
        "callable.call()",
        "random.nextInt()",
        "iterator.next()",
        "properties.load(stream)",
        "any.toTwice(any)",
        "lock.lock()",
        "lock.tryLock()",
        "queue.take()",
        "queue.poll()",
        "queue.add(1)",
        "queue.remove()",
        "counter.incrementAndGet()",
        "counter.getAndIncrement()",
        "counter.set(1)",
        "builder.append('x')",
        "builder.setLength(0)",
        "builder.reverse()",
        "date.setTime(1)",
        "buffer.get()",
        "scanner.next()",
        "matcher.find()",
        "optional.map(any)",
        "reference.clear()",
        "threadLocal.get()",
        "threadLocal.remove()",
      })
  @Timeout(20)
  void refusesWhatTheRunTimeFindsOutToDoMoreThanRead(String expression) throws Exception {
    java.util.concurrent.atomic.AtomicInteger counter =
        new java.util.concurrent.atomic.AtomicInteger(1);
    java.util.Queue<Integer> queue = new java.util.concurrent.LinkedBlockingQueue<>(List.of(1));
    java.util.Iterator<Integer> iterator = List.of(1).iterator();
    StringBuilder builder = new StringBuilder("ab");
    java.io.File file = new java.io.File("/etc/passwd");
    shop.add("thread", Object.class, Thread.currentThread());
    shop.add("loader", Object.class, getClass().getClassLoader());
    shop.add("stream", Object.class, new java.io.ByteArrayInputStream(new byte[3]));
    shop.add("file", Object.class, file);
    shop.add("path", Object.class, file.toPath());
    shop.add("url", Object.class, file.toURI().toURL());
    shop.add("process", Object.class, ProcessHandle.current());
    shop.add("future", Object.class, new java.util.concurrent.CompletableFuture<>());
    shop.add("supplier", Object.class, (java.util.function.Supplier<?>) counter::incrementAndGet);
    shop.add("ints", Object.class, (java.util.function.IntSupplier) counter::incrementAndGet);
    shop.add("callable", Object.class, (java.util.concurrent.Callable<?>) counter::incrementAndGet);
    shop.add("random", Object.class, new java.util.Random());
    shop.add("iterator", Object.class, iterator);
    shop.add("properties", Object.class, new java.util.Properties());
    shop.add("lock", Object.class, new java.util.concurrent.locks.ReentrantLock());
    shop.add("queue", Object.class, queue);
    shop.add("counter", Object.class, counter);
    shop.add("builder", Object.class, builder);
    shop.add("date", Object.class, new java.util.Date());
    shop.add("buffer", Object.class, java.nio.ByteBuffer.allocate(1));
    shop.add("scanner", Object.class, new java.util.Scanner("a b"));
    shop.add("matcher", Object.class, java.util.regex.Pattern.compile("a").matcher("a"));
    shop.add("optional", Object.class, java.util.Optional.of(1));
    shop.add("reference", Object.class, new java.lang.ref.WeakReference<>(counter));
    shop.add("threadLocal", Object.class, ThreadLocal.withInitial(counter::incrementAndGet));
    if (shop.compile(expression, ExpressionRole.VALUE) instanceof Compilation.Compiled) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> shop.value(expression)))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(counter).hasValue(1);
    assertThat(queue).containsExactly(1);
    assertThat(iterator.hasNext()).isTrue();
    assertThat(builder).hasToString("ab");
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
        // Each of these ends, after minutes or with a heap full of texts.
        "many.any { many.contains(7) }",
        "many.any { many.indexOf(7) == 0 }",
        "many.any { 7 in many }",
        "many.any { manyUnknown.contains(7) }",
        "many.any { 7 in manyUnknown }",
        "many.any { large.values().contains(7) }",
        "many.any { large.containsValue(7) }",
        "many.any { large.hashCode() == 7 }",
        "many.any { many == many.subList(0, 1) || many.hashCode() == 7 }",
        "many*.compareTo(many.lastIndexOf(7))",
        "many.any { huge.contains('y') }",
        "many.any { huge =~ 'y' }",
        "many.any { huge ==~ '(x+)+y' }",
        "many.collect { huge.toUpperCase() }",
        "many.collect { huge + it }",
        "many.collect { \"$huge$it\" }",
        "many.collect { 'x'.replace('x', huge) }",
        "many.collect { raw[0] + huge }",
        "many.collect { it + huge }",
      })
  @Timeout(20)
  void stopsWhatGrowsOrRunsWithoutBound(String expression) {
    shop.add("huge", String.class, "x".repeat(5_000));
    shop.add("raw", List.class, List.of("abc"));
    Iterable<Integer> endless = () -> java.util.stream.Stream.generate(() -> 1).iterator();
    shop.add("endless", Iterable.class, endless);
    List<Integer> many = java.util.stream.IntStream.range(1_000, 101_000).boxed().toList();
    shop.add("many", List.class, many).add("manyUnknown", Object.class, many);
    shop.add(
        "large",
        java.util.Map.class,
        many.stream().collect(java.util.stream.Collectors.toMap(n -> n, n -> n)));
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
    for (String written :
        List.of(
            "million.toString()",
            "String.valueOf(million)",
            "Objects.toString(million)",
            "million as String",
            "unknown.toString()",
            "String.valueOf(unknown)",
            "'' + unknown")) {
      shop.add("unknown", Object.class, java.util.Collections.nCopies(1_000_000, "abc"));
      assertThat(shop.label(written)).as(written).hasSizeLessThan(1_100).endsWith(", ..]");
    }
    List<Object> itself = new java.util.ArrayList<>();
    itself.add(itself);
    shop.add("itself", List.class, itself);
    assertThat(shop.label("itself.toString()")).hasSizeLessThan(100);
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
