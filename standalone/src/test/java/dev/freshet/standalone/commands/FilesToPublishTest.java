package dev.freshet.standalone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesToPublishTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void folder_givesRelativePathsInOrder_withoutWhatIsHidden() throws IOException {
    file("b.txt");
    file("a/deep/c.txt");
    file(".hidden");
    file(".git/config");
    assertThat(FilesToPublish.of(List.of(folder), "wiki/"))
        .containsExactly(
            java.util.Map.entry("wiki/a/deep/c.txt", folder.resolve("a/deep/c.txt")),
            java.util.Map.entry("wiki/b.txt", folder.resolve("b.txt")));
  }

  @Test
  void sameIdTwice_isRefused() throws IOException {
    Path one = file("one/x.txt");
    Path two = file("two/x.txt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilesToPublish.of(List.of(one, two), ""))
        .withMessage(
            two
                + " and "
                + one
                + " would both be the document \"x.txt\": publish them apart, with --prefix");
  }

  @Test
  void missingPath_isRefused() {
    Path missing = folder.resolve("missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilesToPublish.of(List.of(missing), ""))
        .withMessage("no such file or folder: " + missing);
  }
}
