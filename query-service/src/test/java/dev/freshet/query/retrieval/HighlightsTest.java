package dev.freshet.query.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.text.TextAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HighlightsTest {
  private final TextAnalysis analysis = new TextAnalysis();

  private List<String> marked(String text, String query) {
    ObjectNode passage = JsonNodeFactory.instance.objectNode();
    new Highlights(analysis).write(passage, text, Set.copyOf(analysis.queryTerms(query)));
    List<String> marked = new ArrayList<>();
    passage
        .get("highlights")
        .forEach(range -> marked.add(text.substring(range.get(0).asInt(), range.get(1).asInt())));
    return marked;
  }

  @Test
  void highlights_markEveryFormOfTheQuerysWords() {
    assertThat(marked("Holidays are granted; a holiday is paid.", "paid holiday"))
        .containsExactly("Holidays", "holiday", "paid");
  }

  @Test
  void highlights_acrossLinesAndIndents_markTheRightCharacters() {
    assertThat(marked("first line\n    leave it\r\n\n\tleave", "leave"))
        .containsExactly("leave", "leave");
  }

  @Test
  void highlights_ofALineWithRunsOfBlanks_areLeftOut() {
    assertThat(marked("leave  =  1\nleave = 2", "leave")).containsExactly("leave");
  }
}
