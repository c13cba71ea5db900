package dev.leadline.agent.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleListTest {

  @Test
  void hasTheOrderOfTheFileWithoutItsComments() {
    assertThat(BundleList.parse("# first\r\nb.jar\n\n  a.jar  \n#c.jar\n"))
        .containsExactly("bundles/b.jar", "bundles/a.jar");
  }
}
