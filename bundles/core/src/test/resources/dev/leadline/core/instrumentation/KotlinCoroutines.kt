package fixture

import kotlin.coroutines.*

var sink = 0
var waiting: Continuation<Int>? = null

suspend fun later(n: Int): Int {
    sink += n //= 5
    return suspendCoroutine { waiting = it } //= 10
}

suspend fun now(n: Int): Int = n //= 1

suspend fun chain(): Int {
    val a = later(1) //= 1
    val b = later(2) + now(3) //= 1
    var sum = a + b //= 1
    for (i in 0 until 2) { //= 1
        sum += later(i) //= 2
    }
    try {
        sum += later(5) //= 1
    } finally {
        sink++ //= 1
    }
    return sum //= 1
}

class Box<T>(val value: T) {
    inline fun <reified R> cast(block: (R) -> Unit) {
        if (value is R) { //= 2
            block(value) //= 1
        }
    }
}

sealed class Event {
    data class Login(val user: String) : Event()
    object Logout : Event()
}

fun weigh(e: Event) = when (e) { //= 2
    is Event.Login -> e.user.length //= 2
    Event.Logout -> 0 //= 1
}

fun run() {
    val begin = ::chain //= 2
    begin.startCoroutine(Continuation(EmptyCoroutineContext) { sink += it.getOrThrow() }) //= 2
    while (waiting != null) { //= 6
        val next = waiting //= 5
        waiting = null //= 5
        next?.resume(1) //= 5
    }
    Box("text").cast<String> { sink += it.length } //= 2
    Box(7).cast<String> { sink += it.length } //= 1
    weigh(Event.Login("ann")) //= 1
    weigh(Event.Logout) //= 1
} //= 1
