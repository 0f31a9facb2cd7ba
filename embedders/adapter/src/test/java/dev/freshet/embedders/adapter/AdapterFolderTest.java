package dev.freshet.embedders.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterFolderTest {
  private static final Adapter ADAPTER = Given.adapter(1);

  @TempDir private Path folder;

  @Test
  void kept_isFoundByItsHash_whateverBecameOfTheFile() throws Exception {
    Path file = folder.resolve("mine.adapter");
    ADAPTER.write(file);
    AdapterFolder kept = AdapterFolder.in(folder.resolve("data"));
    Adapter read = kept.find(file.toString());
    kept.keep(read);
    kept.keep(read);
    Files.delete(file);
    Adapter found = kept.find(read.hash());
    assertThat(found.hash()).isEqualTo(ADAPTER.hash());
    assertThat(found.model()).isEqualTo("hashing-64");
    assertThat(found.dimension()).isEqualTo(64);
    Path again = folder.resolve("again.adapter");
    found.write(again);
    ADAPTER.write(file);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void keptUnderAnothersName_isRefused() throws Exception {
    AdapterFolder kept = AdapterFolder.in(folder);
    kept.keep(ADAPTER);
    String other = Given.adapter(2).hash();
    Path wrong = kept.path().resolve(other + ".adapter");
    Files.move(kept.path().resolve(ADAPTER.hash() + ".adapter"), wrong);
    assertThatThrownBy(() -> kept.find(other))
        .isInstanceOf(UnusableAdapter.class)
        .hasMessage(wrong + " holds another adapter: put it back from a copy");
  }

  @Test
  void everyByteThatChanges_isNoticed() throws Exception {
    Path file = folder.resolve("mine.adapter");
    ADAPTER.write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += at < 100 ? 1 : 97) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(file, changed);
      assertThatThrownBy(() -> Adapter.read(file))
          .as("byte %d", at)
          .isInstanceOf(UnusableAdapter.class);
    }
  }

  @Test
  void whatIsNone_isRefusedByName() throws Exception {
    Path file = folder.resolve("notes.txt");
    assertThatThrownBy(() -> Adapter.read(file))
        .isInstanceOf(UnusableAdapter.class)
        .hasMessageStartingWith("cannot read the adapter " + file);
    Files.writeString(file, "these are notes and no adapter, though they are long enough for one");
    assertThatThrownBy(() -> Adapter.read(file))
        .hasMessage(file + " is no adapter: give the file that ./freshet train adapter wrote");
    ADAPTER.write(file);
    byte[] whole = Files.readAllBytes(file);
    whole[11] = 9;
    Files.write(file, whole);
    assertThatThrownBy(() -> Adapter.read(file))
        .hasMessage(
            file
                + " has the format 9, and this Freshet reads 1: train it anew with ./freshet train"
                + " adapter");
    ADAPTER.write(file);
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 9000));
    assertThatThrownBy(() -> Adapter.read(file)).hasMessageStartingWith(file + " is damaged: ");
  }

  @Test
  void numbersThatNoTrainingGives_areRefused() {
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1001}) {
      float[] columns = Given.columns(1);
      columns[7] = odd;
      assertThatThrownBy(() -> Adapter.of(Given.model(), columns))
          .isInstanceOf(UnusableAdapter.class)
          .hasMessage("an adapter's numbers are within 1000.0 of 0, and one is " + odd);
    }
    assertThatThrownBy(() -> Adapter.of(Given.model(), new float[5]))
        .hasMessage(
            "an adapter has the square of its 1 to 4096 dimensions in numbers: 5 are none for 64");
  }
}
