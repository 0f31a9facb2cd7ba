package dev.freshet.query.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.common.store.Access;
import dev.freshet.common.telemetry.Telemetry;
import dev.freshet.query.context.Packing.Packed;
import dev.freshet.query.context.Sieve.Sifted;
import dev.freshet.query.exchange.Handler;
import dev.freshet.query.exchange.JsonBody;
import dev.freshet.query.exchange.Reply;
import dev.freshet.query.exchange.Request;
import dev.freshet.query.retrieval.Retrieved;
import dev.freshet.query.retrieval.Retriever;
import dev.freshet.query.retrieval.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Makes contexts, and answers {@code POST /v1/context}. */
public final class Contexts implements Handler, ContextBuilder {
  private static final String EXAMPLE = "{\"query\":\"…\"}";

  private final ContextSettings settings;
  private final ContextReader reader;
  private final Retriever retriever;
  private final Tokenizers tokenizers;
  private final Telemetry telemetry;

  /**
   * @param sources the source topics there are
   * @param tokenizer that of the embedding model that serves
   */
  public Contexts(
      ContextSettings settings,
      List<String> sources,
      Retriever retriever,
      Supplier<Tokenizer> tokenizer,
      Telemetry telemetry) {
    this.settings = settings;
    this.reader = new ContextReader(settings, sources);
    this.retriever = retriever;
    this.tokenizers = new Tokenizers(tokenizer);
    this.telemetry = telemetry;
  }

  @Override
  public Reply handle(Request http) {
    ContextRequest request = read(JsonBody.read(http.body(), EXAMPLE));
    long start = System.nanoTime();
    Retrieved found = retriever.retrieve(request.search(), http.caller().access());
    long packing = System.nanoTime();
    Context context = pack(request, found);
    long end = System.nanoTime();
    ObjectNode answer = told(request, context);
    answer.put("tookMs", Math.round((end - start) / 1e4) / 100.0);
    Map<String, String> headers =
        Map.of(
            View.WATERMARK_HEADER,
            context.view().header(),
            "Server-Timing",
            timing("retrieve", packing - start)
                + timing(", pack", end - packing)
                + timing(", total", end - start));
    return Reply.json(200, Reply.JSON, headers, answer);
  }

  /**
   * A request as {@code POST /v1/context} takes it.
   *
   * @throws dev.freshet.query.exchange.Problem naming the field and the fix
   */
  public ContextRequest read(JsonNode request) {
    return reader.read(request);
  }

  /** A context as {@code POST /v1/context} tells it, but for the time it took. */
  public ObjectNode told(ContextRequest request, Context context) {
    return ContextJson.write(request, context);
  }

  private static String timing(String step, long nanos) {
    return String.format(Locale.ROOT, "%s;dur=%.2f", step, nanos / 1e6);
  }

  @Override
  public Context build(ContextRequest request, Access caller) {
    return pack(request, retriever.retrieve(request.search(), caller));
  }

  private Context pack(ContextRequest request, Retrieved found) {
    long start = System.nanoTime();
    Sifted sifted = new Sieve(request.suspicious(), settings.sameWording()).sift(found.passages());
    Tokenizer tokenizer = tokenizers.by(request.counting());
    Packed packed = new Packing(tokenizer).pack(sifted.pieces(), request.tokenBudget());
    telemetry.query("pack", Duration.ofNanos(System.nanoTime() - start));
    int left = sifted.pieces().size() - packed.pieces();
    return new Context(
        packed.text(),
        packed.tokens(),
        citations(packed.runs()),
        new Context.Dropped(sifted.suspicious(), sifted.duplicates(), left),
        found.view());
  }

  private static List<Citation> citations(List<Run> runs) {
    List<Citation> citations = new ArrayList<>();
    for (Run run : runs) {
      citations.add(
          new Citation(
              citations.size() + 1,
              run.pieces().stream().map(Piece::found).toList(),
              run.text(),
              run.rules(),
              run.cut()));
    }
    return citations;
  }
}
