package dev.freshet.query.generations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.DocumentState;
import dev.freshet.common.document.IndexEvent;
import dev.freshet.common.store.Access;
import dev.freshet.common.store.Catalogue;
import dev.freshet.common.store.CatalogueEntry;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.retrieval.Scored;
import dev.freshet.query.retrieval.SearchRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two generations asked the same. Without queries of the caller's, the titles of documents are
 * asked: then it is also told how often the document itself is found.
 */
final class Comparison {
  /** How many titles are asked. */
  static final int SAMPLE = 50;

  private static final int PAGE = 200;

  private final LiveGeneration serving;
  private final LiveGeneration other;
  private final int limit;
  private final Access caller;

  /** A query, and the document that it was made of. */
  private record Asked(String query, Optional<DocumentIdentity> of) {}

  /** What one generation answered. */
  private static final class Answers {
    private final List<List<DocumentIdentity>> documents = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();
    private int found;
  }

  Comparison(LiveGeneration serving, LiveGeneration other, int limit, Access caller) {
    this.serving = serving;
    this.other = other;
    this.limit = limit;
    this.caller = caller;
  }

  /**
   * @param given the caller's queries; none: titles are sampled
   */
  ObjectNode compare(List<String> given) {
    boolean sampled = given.isEmpty();
    List<Asked> asked =
        sampled ? titles() : given.stream().map(q -> new Asked(q, Optional.empty())).toList();
    Answers before = new Answers();
    Answers after = new Answers();
    for (Asked one : asked) {
      ask(serving, one, before);
      ask(other, one, after);
    }
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("queries", asked.size());
    told.put("sampled", sampled);
    told.put("limit", limit);
    put(told, "sameDocuments", same(before, after));
    put(told, "sameFirst", sameFirst(before, after));
    tell(told.putObject("serving"), serving, before, sampled);
    tell(told.putObject("other"), other, after, sampled);
    return told;
  }

  private List<FoundPassage> passages(LiveGeneration generation, String query) {
    SearchRequest request = SearchRequest.of(query, limit);
    return generation.compared().retrieve(request, caller).passages().stream()
        .map(Scored::passage)
        .toList();
  }

  private void ask(LiveGeneration generation, Asked asked, Answers answers) {
    long start = System.nanoTime();
    List<FoundPassage> passages = passages(generation, asked.query());
    answers.millis.add((System.nanoTime() - start) / 1e6);
    Set<DocumentIdentity> documents = new LinkedHashSet<>();
    passages.forEach(passage -> documents.add(passage.identity()));
    answers.documents.add(List.copyOf(documents));
    if (asked.of().filter(documents::contains).isPresent()) {
      answers.found++;
    }
  }

  /** Titles of documents that the caller may see, spread over those told last. */
  private List<Asked> titles() {
    Catalogue.Page page =
        serving
            .catalogue()
            .list(
                caller,
                new Catalogue.Selection(Optional.of(DocumentState.INDEXED), "", Optional.empty()),
                Optional.empty(),
                PAGE);
    List<Asked> titled =
        page.entries().stream()
            .map(CatalogueEntry::standing)
            .flatMap(Optional::stream)
            .filter(event -> !event.metadata().title().isBlank())
            .map(Comparison::asked)
            .toList();
    int step = Math.max(1, titled.size() / SAMPLE);
    List<Asked> sample = new ArrayList<>();
    for (int i = 0; i < titled.size() && sample.size() < SAMPLE; i += step) {
      sample.add(titled.get(i));
    }
    return sample;
  }

  private static Asked asked(IndexEvent event) {
    return new Asked(event.metadata().title(), Optional.of(event.origin().identity()));
  }

  /** The mean share of documents that both found; of two empty answers 1. */
  private static double same(Answers a, Answers b) {
    double sum = 0;
    for (int i = 0; i < a.documents.size(); i++) {
      Set<DocumentIdentity> either = new HashSet<>(a.documents.get(i));
      either.addAll(b.documents.get(i));
      Set<DocumentIdentity> both = new HashSet<>(a.documents.get(i));
      both.retainAll(Set.copyOf(b.documents.get(i)));
      sum += either.isEmpty() ? 1 : (double) both.size() / either.size();
    }
    return sum / a.documents.size();
  }

  private static double sameFirst(Answers a, Answers b) {
    int same = 0;
    for (int i = 0; i < a.documents.size(); i++) {
      List<DocumentIdentity> one = a.documents.get(i);
      List<DocumentIdentity> two = b.documents.get(i);
      if (one.isEmpty() ? two.isEmpty() : !two.isEmpty() && one.getFirst().equals(two.getFirst())) {
        same++;
      }
    }
    return (double) same / a.documents.size();
  }

  private static void tell(
      ObjectNode node, LiveGeneration generation, Answers answers, boolean sampled) {
    node.put("name", generation.name());
    if (sampled && !answers.documents.isEmpty()) {
      put(node, "ownDocumentFound", (double) answers.found / answers.documents.size());
    }
    double[] millis = answers.millis.stream().mapToDouble(m -> m).sorted().toArray();
    if (millis.length > 0) {
      put(node, "medianMs", Arrays.stream(millis).skip(millis.length / 2).findFirst().orElse(0));
    }
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, Math.round(value * 1000) / 1000.0);
    }
  }
}
