package dev.freshet.evaluation.bench;

import dev.freshet.common.embed.Embedder;
import dev.freshet.common.settings.Settings;
import dev.freshet.embedders.onnx.OnnxEmbedder;
import dev.freshet.embedders.onnx.OnnxSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./freshet bench scale [DATA [PASSAGES…]]}: what it costs to be large. Exit codes: 0 every
 * goal met, 1 one missed, 2 wrong sizes.
 */
public final class ScaleMain {
  private static final List<Integer> STANDARD = List.of(1_000, 10_000, 100_000);

  private ScaleMain() {}

  /**
   * @param args the repository, the folder with the collections, the folder for the report, and how
   *     many passages there are to be, each more than the one before
   */
  public static void main(String[] args) throws IOException {
    List<Integer> sizes = sizes(Arrays.asList(args).subList(3, args.length));
    Reported.run(
        args,
        "scale " + sizes,
        (repository, folder, data, report) -> {
          try (Embedder embedder = OnnxEmbedder.open(OnnxSettings.of(Settings.defaults()))) {
            Scale.measure(repository, folder, new Scale.Load(data, embedder, sizes), report);
          }
        });
  }

  private static List<Integer> sizes(List<String> told) {
    if (told.isEmpty()) {
      return STANDARD;
    }
    List<Integer> sizes = told.stream().map(ScaleMain::size).toList();
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) < 1_000 || (i > 0 && sizes.get(i) <= sizes.get(i - 1))) {
        System.err.println("sizes are 1000 or more passages, each more than the one before");
        System.exit(2);
      }
    }
    return sizes;
  }

  private static int size(String told) {
    try {
      return Integer.parseInt(told);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
