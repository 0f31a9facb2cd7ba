package dev.freshet.evaluation.adapter;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.embed.Purpose;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Refused;
import dev.freshet.common.text.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * A model's vectors, kept in a folder from run to run: a file for each model and purpose, record
 * after record a text's SHA-256 and its vector. A run that was broken off left at most a part of
 * one at the end, which is written over.
 */
final class Vectors {
  private static final int HASH = 32;

  private final Path folder;
  private final Embedder model;

  Vectors(Path folder, Embedder model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * The vectors of texts, in their order.
   *
   * @param progress is told how many are done, and of how many
   */
  float[][] of(List<String> texts, Purpose purpose, BiConsumer<Integer, Integer> progress)
      throws IOException, Refused, InterruptedException {
    Files.createDirectories(folder);
    Path file =
        folder.resolve(
            Sha256.hex(model.identity().fingerprint()).substring(0, 16)
                + "-"
                + purpose.name().toLowerCase(Locale.ROOT)
                + ".vectors");
    Map<String, float[]> known = read(file);
    Set<String> missing = new LinkedHashSet<>(texts);
    missing.removeIf(text -> known.containsKey(Sha256.hex(text)));
    long whole = (long) known.size() * record();
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    embed(List.copyOf(missing), purpose, file, known, progress);
    return texts.stream().map(text -> known.get(Sha256.hex(text))).toArray(float[][]::new);
  }

  private int record() {
    return HASH + Float.BYTES * model.identity().dimension();
  }

  private Map<String, float[]> read(Path file) throws IOException {
    Map<String, float[]> known = new HashMap<>();
    if (!Files.exists(file)) {
      return known;
    }
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      byte[] all = in.readAllBytes();
      var numbers = ByteBuffer.wrap(all);
      for (int at = 0; at + record() <= all.length; at += record()) {
        float[] vector = new float[model.identity().dimension()];
        numbers.position(at + HASH).slice().asFloatBuffer().get(vector);
        known.put(HexFormat.of().formatHex(all, at, at + HASH), vector);
      }
    }
    return known;
  }

  private void embed(
      List<String> texts,
      Purpose purpose,
      Path file,
      Map<String, float[]> known,
      BiConsumer<Integer, Integer> progress)
      throws IOException, Refused, InterruptedException {
    int callers = model.callers();
    Deque<Future<Vector>> underWay = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers);
        var out = new DataOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
      int asked = 0;
      for (int done = 0; done < texts.size(); done++) {
        for (; asked < texts.size() && underWay.size() < 2 * callers; asked++) {
          String text = texts.get(asked);
          underWay.add(threads.submit(() -> model.embed(List.of(text), purpose).getFirst()));
        }
        float[] vector = await(underWay.remove()).toArray();
        byte[] bytes = new byte[record()];
        var record = ByteBuffer.wrap(bytes).put(Sha256.of(texts.get(done)));
        record.slice().asFloatBuffer().put(vector);
        out.write(bytes);
        known.put(Sha256.hex(texts.get(done)), vector);
        progress.accept(done + 1, texts.size());
      }
    }
  }

  private static Vector await(Future<Vector> vector) throws Refused, InterruptedException {
    try {
      return vector.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Refused refused -> throw refused;
        case RuntimeException failed -> throw failed;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
