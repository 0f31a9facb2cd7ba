package dev.freshet.evaluation.tuning;

import dev.freshet.common.ranking.Measures;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.text.StableHash;
import dev.freshet.evaluation.load.Corpus;
import dev.freshet.evaluation.load.FreshetUnderTest;
import dev.freshet.evaluation.quality.Collection;
import dev.freshet.evaluation.quality.Filling;
import dev.freshet.evaluation.quality.Progress;
import dev.freshet.query.search.SearchSettings;
import dev.freshet.standalone.process.LineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks a Freshet of each cut, and works out what every ranking makes of it. */
final class Tuning {
  private static final int COUNTED = 10;

  /** Everything that a choice may set. */
  private static final List<Setting<?>> SETTINGS =
      Stream.concat(
              Stream.<Setting<?>>of(LineSettings.PASSAGE_TOKENS, LineSettings.PASSAGE_OVERLAP),
              SearchSettings.ALL.stream())
          .toList();

  private final Path repository;
  private final Path data;
  private final Collection collection;
  private final List<Ranking> rankings;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * @param data where each cut has a folder
   */
  Tuning(Path repository, Path data, Collection collection) {
    this.repository = repository;
    // Other documents are others' data: what is left of them would be found too.
    this.data = data.resolve(Long.toHexString(StableHash.of(ids(collection))));
    this.collection = collection;
    this.rankings =
        Grid.rankings(
            collection.documents().stream().allMatch(text -> text.publishedAt().isPresent()));
  }

  private static String ids(Collection collection) {
    return collection.documents().stream()
        .map(Corpus.Text::id)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Every ranking with this cut. */
  void attempt(Cut cut) throws IOException {
    Instant now;
    List<Lists> lists = new ArrayList<>();
    try (FreshetUnderTest freshet = start(new Choice(cut, Ranking.DEFAULT))) {
      now = Instant.now();
      Progress progress = new Progress("questions");
      for (String question : collection.questions().values()) {
        lists.add(Lists.ask(freshet.api(), question));
        progress.told(lists.size(), collection.questions().size());
      }
    }
    rankings.parallelStream()
        .map(ranking -> new Trial(new Choice(cut, ranking), values(lists, ranking, now)))
        .toList()
        .forEach(trials::add);
  }

  /** All so far, in the order of the cuts, the default ranking first of each. */
  List<Trial> trials() {
    return List.copyOf(trials);
  }

  private List<Double> values(List<Lists> lists, Ranking ranking, Instant now) {
    List<Double> values = new ArrayList<>();
    for (String question : collection.questions().keySet()) {
      values.add(value(question, ranking.documents(lists.get(values.size()), now)));
    }
    return List.copyOf(values);
  }

  private double value(String question, List<String> documents) {
    return Measures.ndcg(documents, collection.judgements().get(question), COUNTED);
  }

  /** The same figure as a running Freshet with these settings has it: nothing is worked out. */
  List<Double> served(Choice choice) throws IOException {
    List<Double> values = new ArrayList<>();
    try (FreshetUnderTest freshet = start(choice)) {
      for (Map.Entry<String, String> question : collection.questions().entrySet()) {
        List<String> documents =
            freshet.api().documents(question.getValue(), "hybrid", Ranking.PASSAGES).stream()
                .distinct()
                .toList();
        values.add(value(question.getKey(), documents));
      }
    }
    return List.copyOf(values);
  }

  private FreshetUnderTest start(Choice choice) throws IOException {
    Map<String, String> environment = new HashMap<>();
    Map<String, String> set = choice.settings();
    for (Setting<?> setting : SETTINGS) {
      // All of them: what the caller's own environment says is none of the defaults.
      environment.put(setting.variable(), set.getOrDefault(setting.key(), setting.fallback()));
    }
    Path folder = data.resolve(choice.cut().name());
    Files.createDirectories(folder);
    FreshetUnderTest freshet = new FreshetUnderTest(repository, folder, environment);
    try {
      freshet.start();
      Filling.publish(freshet, collection.documents());
      return freshet;
    } catch (RuntimeException | IOException e) {
      freshet.close();
      throw e;
    }
  }
}
