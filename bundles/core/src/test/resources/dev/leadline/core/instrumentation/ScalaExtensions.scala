package fixture

object ScalaExtensions {
  var sink = 0

  extension (s: String) {
    def shout(n: Int): String = s + "!" * n //= 2
    def twice: String = {
      val t = s.shout(1) //= 1
      t + t //= 1
    }
  }

  enum Color(val rgb: Int) {
    case Red extends Color(1) //= 3
    case Blue extends Color(2) //= 2
    def mixed: Int = rgb * 2 //= 2
  }

  trait Show[A] {
    def show(a: A): String
  }

  given Show[Int] with {
    def show(a: Int): String = "n" + a //= 1
  }

  def shown[A](a: A)(using s: Show[A]): String = {
    s.show(a) //= 1
  }

  inline def log(inline text: String): Unit = {
    sink += text.length
  }

  def run(): Unit = {
    sink += "a".shout(2).length //= 1
    sink += "b".twice.length //= 1
    sink += Color.Red.mixed + Color.Blue.mixed //= 1
    sink += shown(3).length //= 1
    log("x") //= 1
    val sums = for { //= -
      a <- List(1, 2) //= 1
      b <- List(3) if a > 1 //= 4
    } yield a + b //= 1
    sink += sums.sum //= 1
  }
}
