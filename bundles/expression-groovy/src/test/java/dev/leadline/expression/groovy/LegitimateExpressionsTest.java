package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people want to measure, under the policy that refuses all that {@link ReadOnlyPolicyTest}
 * lists: none of these may be refused, and each has a value.
 */
class LegitimateExpressionsTest {

  private final Shop shop = new Shop();

  static String[] legitimate() {
    return """
        1
        n
        names.count { names.contains(it) }
        names.count { it in ages }
        names.count { ages.containsKey(it) }
        names.count { it ==~ /a.*/ }
        names.collect { "$it-$n" }
        names.collect { it.toUpperCase() + n }
        names.toString()
        any.toString()
        exact % 3
        open
        this.open
        total - open
        session.startTs
        System.currentTimeMillis() - session.startTs
        (System.currentTimeMillis() - session.startTs) / 1000.0
        System.nanoTime()
        session.tier
        session.user.id
        session.user.tier
        session.user.tier.name()
        session.user.tier.ordinal()
        session.user.tier == Tier.GOLD
        session.user.tier in [Tier.GOLD, Tier.TEST]
        session.user.credit ?: 0
        session?.user?.credit ?: 0
        noSession?.user?.id ?: 'nobody'
        session.next == null
        session.live && n > 3
        !session.live
        busy ? 'busy' : 'idle'
        n > 5 ? 'many' : n > 2 ? 'some' : 'few'
        "${session.user.id}/${session.tier}"
        "$text-$n"
        'tier=' + session.tier
        text.length()
        text.size()
        text.toUpperCase()
        text.toLowerCase()
        text.trim()
        text.strip()
        text.isEmpty()
        text.isBlank()
        text.startsWith('he')
        text.endsWith('lo')
        text.contains('ell')
        text.indexOf('l')
        text.lastIndexOf('l')
        text.substring(1)
        text.substring(1, 3)
        text.charAt(0)
        text[0]
        text[-1]
        text.replace('l', 'L')
        text.concat('!')
        text.split('l')[0]
        text.take(3)
        text.drop(3)
        text.capitalize()
        text.equalsIgnoreCase('HELLO')
        text.compareTo('a')
        text.hashCode()
        text.matches('h.*')
        text ==~ /h.*/
        text =~ /ell/
        text in ['hello', 'bye']
        text.toString()
        text.class.name
        text.class.simpleName
        getClass().simpleName
        any.getClass().getName()
        '42'.toInteger() + 1
        '42'.toLong()
        '4.5'.toDouble()
        '4.5' as BigDecimal
        '42'.isNumber()
        Integer.parseInt('42')
        Long.valueOf('42')
        Double.parseDouble('1.5')
        String.valueOf(n)
        Integer.toHexString(n)
        Long.bitCount(big)
        Math.max(n, 3)
        Math.min(ratio, 1)
        Math.abs(-n)
        Math.round(ratio * 100)
        Math.sqrt(n)
        Math.floorMod(n, 4)
        Math.log10(big)
        n.abs()
        ratio.round()
        n % 10
        n.intdiv(4)
        n ** 2
        n / 4
        big >> 20
        n & 3
        n | 8
        n ^ 5
        ~n
        -n
        boxed + 1
        number.doubleValue()
        number.intValue()
        exact
        exact + 1
        exact * n
        exact.add(exact)
        exact.multiply(exact)
        exact.subtract(exact)
        exact.negate()
        exact.signum()
        exact.scale()
        exact.doubleValue()
        exact.compareTo(exact)
        exact > 10
        letter
        (int) letter
        (long) ratio
        n as double
        counts.length
        counts.size()
        counts[0]
        counts[-1]
        counts.sum()
        counts.max()
        counts.any { it > 4 }
        args.length
        args[0]
        tags.collect { it.length() }
        orders.length
        orders[0].number
        names.size()
        names.isEmpty()
        names.contains('ann')
        names[0]
        names.get(0)
        names.first()
        names.last()
        names.indexOf('bo')
        names.join(',')
        names*.length()
        names.collect { it.toUpperCase() }.join('|')
        names.any { it == 'ann' }
        names.every { it.length() > 1 }
        names.count { it.startsWith('a') }
        names.find { it.length() == 2 }
        names.findAll { it.length() == 3 }.size()
        'ann' in names
        'zoe' !in names
        numbers.sum()
        numbers.sum { it * 2 }
        numbers.max()
        numbers.min()
        numbers.max { -it }
        none.sum()
        none.isEmpty()
        none.find { it > 1 } ?: -1
        ages.size()
        ages.ann
        ages['ann']
        ages.get('ann')
        ages.getOrDefault('zoe', 1)
        ages.containsKey('ann')
        ages.containsValue(30)
        ages.keySet().size()
        ages.values().sum()
        ages.any { k, v -> v > 20 }
        ages.find { it.value > 20 }?.key
        ages.count { it.value > 20 }
        stock.tea
        stock.isEmpty()
        order.items.size()
        order.items[0].label
        order.items.first().price
        order.items.sum { it.price }
        order.items.sum { it.price * it.count }
        order.items.sum { it.exact }
        order.items.count { it.count > 1 }
        order.items.any { it.label == 'x' }
        order.items.every { it.price > 0 }
        order.items.max { it.price }.label
        order.items.min { it.price }.price
        order.items.find { it.label == 'y' }?.count
        order.items.collect { it.label }
        order.items*.label
        order.items.label
        order.items*.price.sum()
        order.items.findAll { it.weight != null }.sum { it.weight }
        order.getItems().size()
        counting.size()
        hidden.depth
        toTwice(n)
        toThrice(n)
        Desk.toThrice(2)
        isOpenFor('bob')
        secret
        region
        LIMIT
        Desk.LIMIT
        origin
        level
        any instanceof Desk
        ((Desk) any).open
        (any as Desk).secret
        any.open
        any.session.user.id
        any.toTwice(3)
        raw[0]
        raw.size()
        raw.any { it.length() == 1 }
        millis.toMillis()
        millis.seconds
        millis.plusSeconds(1).toMillis()
        millis > Duration.ofSeconds(1)
        Duration.between(Instant.EPOCH, Instant.now()).toHours()
        Instant.now().toEpochMilli()
        Instant.ofEpochMilli(session.startTs).toString()
        LocalDate.of(2026, 1, 31).dayOfWeek
        LocalTime.of(14, 30).hour
        DayOfWeek.MONDAY
        ZoneOffset.UTC
        Integer.MAX_VALUE
        Long.MIN_VALUE
        BigDecimal.TEN
        BigInteger.ONE + 1
        UUID.nameUUIDFromBytes(text.getBytes()).version()
        Optional.ofNullable(nothing).isPresent()
        Optional.of(text).get().length()
        Objects.hash(text, n)
        Objects.equals(text, nothing)
        Objects.requireNonNullElse(nothing, 'x')
        Arrays.asList(1, 2).size()
        Collections.max(numbers)
        List.of(1, 2).size()
        [1, 2, 3].sum()
        [a: 1].a
        [text, 'x'].join('.')
        Thread.currentThread().name
        Thread.currentThread().getId()
        Thread.currentThread().daemon
        new Date(0L).time
        { session.user.id }
        n in 1..10
        n == 6 || n == 7
        n <=> 5
        text <=> 'abc'
        text === text
        nothing == null
        nothing ?: text
        !nothing
        text && n
        """
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("legitimate")
  void compileAndRun(String expression) {
    // As the value of a metric and of a label, and as a condition: none of them throws.
    assertThat(shop.value(expression)).isNotNull();
    assertThat(shop.label(expression)).isNotEmpty();
    assertThat(shop.condition(expression)).isIn(true, false);
  }

  @Test
  void areMoreThanAHundred() {
    assertThat(legitimate()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
  }
}
