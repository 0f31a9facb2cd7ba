package dev.freshet.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void take_missingFolder_makesIt() throws IOException {
    try (var taken = DataFolder.take(folder.resolve("a").resolve("b"), 0)) {
      assertThat(taken.root()).isDirectory();
    }
  }

  @Test
  void take_folderInUse_namesTheProcess() throws IOException {
    try (var taken = DataFolder.take(folder, 0)) {
      assertThatExceptionOfType(StartRefused.class)
          .isThrownBy(() -> DataFolder.take(taken.root(), 0))
          .withMessage(
              "the data folder "
                  + folder
                  + " is in use by another Freshet (process "
                  + ProcessHandle.current().pid()
                  + "): stop that one, or give another folder with --data");
    }
  }

  @Test
  void take_folderLetGo_canBeTakenAgain() throws IOException {
    DataFolder.take(folder, 0).close();
    try (var again = DataFolder.take(folder, 0)) {
      assertThat(again.root()).isEqualTo(folder);
    }
  }

  @Test
  void take_file_refuses() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(StartRefused.class)
        .isThrownBy(() -> DataFolder.take(file, 0))
        .withMessage(
            "the data folder "
                + file
                + " is a file: give a folder with --data, it is made if need be");
  }

  @Test
  void take_diskNearlyFull_refuses() {
    assertThatExceptionOfType(StartRefused.class)
        .isThrownBy(() -> DataFolder.take(folder, Long.MAX_VALUE))
        .withMessageMatching(
            "the disk of the data folder .* has only \\d+ MiB left, Freshet wants 8796093022207 MiB:"
                + " free some, or give another folder with --data");
  }
}
