package dev.freshet.evaluation.cutting;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import java.util.Collection;
import java.util.List;

/**
 * As most pipelines cut: filled from the top up to so many characters, at paragraphs, else lines,
 * else sentences, else words (LangChain4j's recursive splitter).
 */
final class RecursiveCutter implements Cutter {
  private final int maxCharacters;
  private final DocumentSplitter splitter;

  RecursiveCutter(int maxCharacters) {
    this.maxCharacters = maxCharacters;
    this.splitter = DocumentSplitters.recursive(maxCharacters, 0);
  }

  /** The one whose passages have, on average, as many characters as asked for, or nearly. */
  static RecursiveCutter ofMean(Collection<String> texts, double mean) {
    int low = (int) mean;
    int high = (int) (4 * mean) + 2;
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (new RecursiveCutter(middle).mean(texts) <= mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new RecursiveCutter(low);
  }

  private double mean(Collection<String> texts) {
    return texts.stream()
        .flatMap(text -> cut(text).stream())
        .mapToInt(cut -> cut.text().length())
        .average()
        .orElse(0);
  }

  @Override
  public String name() {
    return "recursive, " + maxCharacters + " characters at most";
  }

  @Override
  public List<Cut> cut(String text) {
    return splitter.split(Document.from(text)).stream()
        .map(segment -> new Cut(segment.text(), segment.text()))
        .toList();
  }
}
