package fixture

import groovy.transform.CompileStatic

class GroovyLines {
  static int sink = 0 //= -

  static void run() {
    dynamic() //= 1
    compiled() //= 1
  }

  static void dynamic() {
    for (int i = 0; i < 3; i++) { //= 1
      sink += i //= 3
    }
    int w = 0 //= 1
    while (w < 3) { //= 4
      w++ //= 3
    }
    def names = ['a', 'b'].collect { it + '!' } //= 3
    names.each {
      sink += it.length() //= 2
    }
    def p = new Person(name: 'x') //= 1
    p.greet() //= 1
    try {
      throw new IllegalStateException('boom') //= 1
    } catch (IllegalStateException e) {
      sink++ //= 1
    } finally {
      sink-- //= 1
    }
  }

  @CompileStatic
  static void compiled() {
    for (String s : ['a', 'b']) { //= 1
      sink += s.length() //= 2
    }
    sink += sink > 0 ? 1 : 2 //= 1
  }

  static class Person {
    String name
    String greet(String greeting = 'hi') {
      return greeting + name //= 1
    }
  }
}
