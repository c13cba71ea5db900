package dev.leadline.itests.benchmarks.subject;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** Starts a database of a thousand classes, and says what that took the thread that did so. */
public final class DatabaseApplication {

  private DatabaseApplication() {}

  public static void main(String[] arguments) throws Exception {
    long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int sum = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:start");
        Statement statement = connection.createStatement()) {
      statement.execute("create table goods (id int primary key, name varchar, price decimal)");
      statement.execute("create index on goods (name)");
      for (int i = 0; i < 200; i++) {
        statement.execute("insert into goods values (" + i + ", 'name" + i % 7 + "', 1.5)");
      }
      String query =
          "select a.name, count(*), sum(b.price) from goods a join goods b on a.name = b.name"
              + " where a.id > 3 group by a.name order by 2 desc";
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          sum += rows.getInt(2);
        }
      }
    }
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    System.out.println(
        "loaded "
            + took
            + " "
            + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount()
            + " "
            + sum);
  }
}
