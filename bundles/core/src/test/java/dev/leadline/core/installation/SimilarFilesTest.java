package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarFilesTest {

  private static SimilarFiles loaded(String... classNames) {
    SimilarFiles files = new SimilarFiles();
    List.of(classNames).forEach(files::add);
    return files;
  }

  @Test
  void findsANameWithSwappedLetters() {
    assertThat(loaded("com.acme.Scopes", "com.acme.Shop").to("com/acme/Scopse.java"))
        .containsExactly("com/acme/Scopes");
  }

  @Test
  void putsTheNearestNameFirst() {
    assertThat(loaded("com.acme.Scope", "com.acme.Scopes", "com.acme.Scoped").to("Scopse.java"))
        .containsExactly("com/acme/Scopes", "com/acme/Scope", "com/acme/Scoped");
  }

  @Test
  void prefersThePackageThatThePathNames() {
    SimilarFiles files =
        loaded("com.acme.admin.Application", "com.acme.web.Application", "org.other.Application");
    assertThat(files.to("com/acme/wbe/Application.java"))
        .startsWith("com/acme/web/Application")
        .hasSize(3);
    assertThat(files.to("admin/Aplication.java")).startsWith("com/acme/admin/Application");
    assertThat(files.to("shop/src/main/java/com/acme/web/Aplication.java"))
        .startsWith("com/acme/web/Application");
  }

  @Test
  void offersAtMostThree() {
    assertThat(loaded("a.Shop", "b.Shop", "c.Shop", "d.Shop").to("Shop.java"))
        .containsExactly("a/Shop", "b/Shop", "c/Shop");
  }

  @Test
  void offersNamesThatGoOnBehindTheOneWritten() {
    assertThat(loaded("com.acme.SessionManagementController").to("Session.java"))
        .containsExactly("com/acme/SessionManagementController");
    assertThat(loaded("com.acme.SessionManagementController").to("Ses.java")).isEmpty();
  }

  @Test
  void takesNestedClassesForTheFileAroundThem() {
    assertThat(loaded("com.acme.Shop$Item", "com.acme.Shop$1").to("Shpo.java"))
        .containsExactly("com/acme/Shop");
  }

  @Test
  void offersNothingThatIsFarAway() {
    assertThat(loaded("com.acme.Shop").to("com/acme/Cart.java")).isEmpty();
    assertThat(loaded().to("com/acme/Cart.java")).isEmpty();
  }
}
