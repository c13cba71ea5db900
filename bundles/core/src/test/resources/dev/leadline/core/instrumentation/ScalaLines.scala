package fixture

object ScalaLines {
  var sink = 0

  trait Greeter {
    def name: String
    def greet: String = "hi " + name //= 2
  }

  class Person(val name: String, age: Int) extends Greeter { //= 4
    private val initial = name.length //= 2
    sink += initial //= 2
  }

  case class Point(x: Int, y: Int)

  def classify(o: Any): Int = {
    o match { //= 3
      case s: String => s.length //= 3
      case 1 | 2 => 5 //= 2
      case _ => 7 //= 1
    }
  }

  def run(): Unit = {
    var w = 0 //= 1
    while (w < 3) { //= 4
      w += 1 //= 3
    }
    for (i <- 0 until 3) { //= 1
      sink += i //= 3
    }
    val names = List("a", "b").map(s => s + "!") //= 3
    val trimmed = List(" a", "b ").map(s => s.trim) //= 3
    names.foreach { n =>
      sink += n.length //= 2
    }
    val p = new Person("x", 1) //= 1
    p.greet //= 1
    new Person("y", 2).greet //= 1
    val Point(x, y) = Point(1, 2): @unchecked //= 1
    sink += x + y //= 1
    classify("s") //= 1
    classify(1) //= 1
    classify(9) //= 1
    try {
      sys.error("boom") //= 1
    } catch {
      case e: RuntimeException => sink += 1 //= 1
    } finally {
      sink -= 1 //= 1
    }
    lazy val late = sink + 1 //= 3
    sink += late //= 1
  }
}
