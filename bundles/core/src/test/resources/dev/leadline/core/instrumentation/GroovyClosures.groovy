package fixture

class GroovyClosures {
  static int sink = 0 //= -
  def task = { int n -> sink += n } //= 3
  List log

  GroovyClosures() {
    log = [] //= 2
    def inner = { //= 2
      log << it //= 4
      [1].each { x -> //= 4
        log << x //= 4
      }
    }
    inner('a') //= 2
    inner('b') //= 2
  }

  String text() {
    return "size ${log.size()} of ${log.collect { it.toString() }.join(',')}" //= 10
  }

  static void run() {
    def g = new GroovyClosures() //= 1
    g.task(3) //= 1
    g.task.call(4) //= 1
    g.with { //= 1
      task(5) //= 1
    }
    sink += g.text().length() //= 1
    def later = g.&text //= 1
    later() == null //= 1
    new GroovyClosures() //= 1
    def curried = { a, b -> a + b }.curry(1) //= 2
    sink += curried(2) //= 1
  } //= 1
}
