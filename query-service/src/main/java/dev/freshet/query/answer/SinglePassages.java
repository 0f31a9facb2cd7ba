package dev.freshet.query.answer;

import dev.freshet.common.store.Access;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.context.Citation;
import dev.freshet.query.context.Context;
import dev.freshet.query.context.ContextBuilder;
import dev.freshet.query.context.ContextRequest;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import java.util.ArrayList;
import java.util.List;

/** Stand-in until the context room is merged: each passage is a citation of its own. */
public record SinglePassages(Retriever retriever) implements ContextBuilder {
  @Override
  public Context build(ContextRequest request, Access caller) {
    Retrieved found = retriever.retrieve(request.search(), caller);
    List<Citation> citations = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int tokens = 0;
    for (var scored : found.passages()) {
      FoundPassage passage = scored.passage();
      if (tokens + passage.passage().tokens() <= request.tokenBudget()) {
        tokens += passage.passage().tokens();
        int number = citations.size() + 1;
        String own = passage.passage().embedded();
        text.append("[").append(number).append("] ").append(own).append("\n\n");
        citations.add(new Citation(number, List.of(passage), own, List.of(), false));
      }
    }
    return new Context(text.toString().strip(), tokens, citations, found.view());
  }
}
