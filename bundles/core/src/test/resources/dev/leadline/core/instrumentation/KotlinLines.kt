package fixture

var sink = 0

inline fun twice(block: () -> Unit) {
    block() //= 2
    sink++ //= 2
    block() //= 2
}

class Person(val name: String, var age: Int = 1) { //= 2
    private val initial = name.length //= 2
    init {
        sink += initial //= 2
    }
    fun greet(greeting: String = "hi") = "$greeting $name" //= 2
    companion object {
        fun of(name: String): Person = Person(name) //= 1
    }
}

data class Point(val x: Int, val y: Int)

fun String.shout(): String {
    return uppercase() + "!" //= 2
}

object Single {
    fun touch() {
        sink++ //= 1
    } //= 1
}

fun classify(o: Any?): Int {
    return when (o) { //= 4
        null -> 0 //= 4
        is String -> o.length //= 3
        in listOf(1, 2) -> 5 //= 2
        else -> 7 //= 0
    }
}

fun run() {
    for (i in 0 until 3) { //= 1
        sink += i //= 3
    }
    var w = 0 //= 1
    while (w < 3) { //= 4
        w++ //= 3
    }
    do {
        w-- //= 3
    } while (w > 0) //= 3
    for (s in listOf("a", "b")) { //= 1
        sink += s.length //= 2
    }
    twice { sink += 2 } //= 3
    twice { //= 1
        sink += 3 //= 2
    }
    val people = listOf("x", "y") //= 1
        .map { it.shout() } //= 3
        .filter { it.length > 1 } //= 3
    people.forEach { sink += it.length } //= 3
    val p = Person("a") //= 1
    p.greet() //= 1
    Person.of("b").greet("yo") //= 1
    val (x, y) = Point(1, 2) //= 1
    sink += x + y //= 1
    Single.touch() //= 1
    classify(null); classify("s"); classify(1); classify(2) //= 1
    val f = { n: Int -> n + 1 } //= 2
    f(1) //= 1
    try {
        error("boom") //= 1
    } catch (e: IllegalStateException) { //= 1
        sink++ //= 1
    } finally {
        sink-- //= 1
    }
    val nullable: String? = if (sink > -1) "n" else null //= 1
    sink += nullable?.length ?: 0 //= 1
} //= 1
