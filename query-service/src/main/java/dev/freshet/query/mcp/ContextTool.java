package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.store.FoundPassage;
import dev.freshet.query.context.Citation;
import dev.freshet.query.context.Context;
import dev.freshet.query.context.ContextBuilder;
import dev.freshet.query.context.ContextRequest;
import dev.freshet.query.context.ContextRequest.Suspicious;
import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.exchange.Spelling;
import dev.freshet.query.retrieval.ResultJson;
import dev.freshet.query.retrieval.SearchReader;
import java.util.List;
import java.util.stream.Stream;

/** What fits a budget of tokens, ready for a prompt, with numbered citations. */
record ContextTool(SearchReader reader, ContextBuilder builder) implements Tool {
  private static final List<String> FIELDS =
      Stream.concat(SearchReader.FIELDS.stream(), Stream.of("tokenBudget", "suspicious")).toList();
  private static final List<String> SUSPICIOUS = List.of("fence", "omit");
  private static final int DEFAULT_LIMIT = 40;
  private static final int DEFAULT_BUDGET = 2000;
  private static final int MIN_BUDGET = 64;
  private static final int MAX_BUDGET = 32_768;

  @Override
  public Told call(ObjectNode arguments, Request http) {
    Fields fields = Fields.of(arguments, "", FIELDS);
    ContextRequest wanted =
        new ContextRequest(
            reader.read(fields, DEFAULT_LIMIT),
            fields.integer("tokenBudget", DEFAULT_BUDGET, MIN_BUDGET, MAX_BUDGET),
            suspicious(fields));
    Context context = builder.build(wanted, http.caller().access());
    return new Told(text(context), structure(context));
  }

  private static Suspicious suspicious(Fields fields) {
    String given = fields.text("suspicious").orElse("fence");
    if (!SUSPICIOUS.contains(given)) {
      throw Problem.field("suspicious", Spelling.unknown("choice", given, SUSPICIOUS));
    }
    return given.equals("omit") ? Suspicious.OMIT : Suspicious.FENCE;
  }

  private static String text(Context context) {
    String line = Freshly.line(context.view());
    if (context.citations().isEmpty()) {
      return line + "Nothing fits the query among the documents that you may read.\n";
    }
    Fence fence = Fence.ofNow();
    return line + fence.explained() + fence.around(context.text());
  }

  private static ObjectNode structure(Context context) {
    ObjectNode structure = JsonNodeFactory.instance.objectNode();
    structure.put("text", context.text()).put("tokens", context.tokens());
    ArrayNode citations = structure.putArray("citations");
    context.citations().forEach(citation -> write(citations.addObject(), citation));
    context.view().write(structure);
    return structure;
  }

  private static void write(ObjectNode node, Citation citation) {
    FoundPassage first = citation.passages().getFirst();
    node.put("number", citation.number());
    ResultJson.document(node.putObject("document"), first);
    ArrayNode headings = node.putArray("headingPath");
    first.passage().headingPath().forEach(headings::add);
    node.put("page", first.passage().page().orElse(null));
    node.put("passages", citation.passages().size());
    ArrayNode suspicious = node.putArray("suspicious");
    citation.suspicious().forEach(suspicious::add);
    node.put("truncated", citation.truncated());
  }
}
