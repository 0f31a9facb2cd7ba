package dev.freshet.standalone.up;

import dev.freshet.common.embed.Generation;
import dev.freshet.common.store.PassageStore;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.stores.lucene.LucenePassageStore;
import dev.freshet.stores.lucene.LuceneSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** In the data folder, by Lucene. */
record LuceneStores(LuceneSettings settings) implements Stores {

  @Override
  public PassageStore open(GenerationPlace place, Generation generation) {
    try {
      return LucenePassageStore.open(place.index(), generation.model().dimension(), settings);
    } catch (IllegalStateException e) {
      throw new StartRefused(e.getMessage(), e);
    }
  }

  @Override
  public void requireFresh(GenerationPlace place) {
    if (Files.exists(place.index())) {
      throw new StartRefused(
          "the data folder "
              + place.data()
              + " has an index and no "
              + KeptGenerations.FILE
              + " that says what it was made with: put that file back from a copy, or give another"
              + " folder with --data and publish again");
    }
  }

  @Override
  public void requireRoomForAnother(GenerationPlace place) {
    try (Stream<Path> files = Files.list(place.index())) {
      long index = files.mapToLong(path -> path.toFile().length()).sum();
      long needed = DataFolder.LEAST_FREE_BYTES + 2 * index;
      long free = Files.getFileStore(place.data()).getUsableSpace();
      if (free < needed) {
        throw new IllegalStateException(
            "the data folder's disk has only "
                + (free >> 20)
                + " MiB left, another generation wants "
                + (needed >> 20)
                + " MiB: free some first");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(GenerationPlace place) {
    GenerationPlace.delete(place.index());
  }

  @Override
  public String where(GenerationPlace place) {
    return "Lucene, in " + place.index();
  }
}
