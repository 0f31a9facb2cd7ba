package dev.freshet.common.telemetry;

import dev.freshet.common.failure.Reason;
import io.micrometer.core.instrument.Counter;
import java.util.List;

/**
 * Counters without labels or with those of a closed list, there from the start: a figure of zero is
 * shown and not absent.
 */
final class Totals {
  private static final List<String> RESTARTS =
      List.of("died", "timeout", "recycled", "idle", "not-started");

  private final Meters meters;
  final Counter embedded;
  final Counter reused;
  final Counter embeddingTokens;
  final Counter embeddingCost;
  final Counter parsesDone;
  final Counter parsesSpared;
  final Counter searches;
  final Counter searchesInVain;
  final Counter promptTokens;
  final Counter completionTokens;
  final Counter answerCost;
  final Counter cacheHits;
  final Counter cacheMisses;
  final Counter audited;
  final Counter auditDropped;

  Totals(Meters meters) {
    this.meters = meters;
    for (Reason reason : Reason.values()) {
      deadLetters(reason);
    }
    RESTARTS.forEach(this::parserRestarts);
    embedded = meters.counter("passages.embedded", "Passages embedded");
    reused = meters.counter("passages.reused", "Passages whose vector was taken over");
    embeddingTokens = meters.counter("embedding.tokens", "Tokens of passages that were embedded");
    embeddingCost = meters.counter("embedding.cost", "What embedding them cost");
    parsesDone = meters.counter("parses.done", "Files read into blocks");
    parsesSpared =
        meters.counter("parses.spared", "Files whose blocks were known from an earlier parse");
    searches = meters.counter("searches", "Searches answered");
    searchesInVain = meters.counter("searches.without.results", "Searches that found nothing");
    promptTokens = meters.counter("answer.prompt.tokens", "Tokens of prompts for answers");
    completionTokens =
        meters.counter("answer.completion.tokens", "Tokens that language models wrote");
    answerCost = meters.counter("answer.cost", "What language models cost for answers");
    cacheHits = meters.counter("answer.cache.hits", "Generated answers that were remembered");
    cacheMisses = meters.counter("answer.cache.misses", "Generated answers that had to be written");
    audited = meters.counter("audit.records", "Audit records that are durable");
    auditDropped = meters.counter("audit.dropped", "Audit records that could not be written");
  }

  Counter deadLetters(Reason reason) {
    return meters.counter(
        "dead.letters", "Documents that became dead letters", "reason", reason.label());
  }

  Counter parserRestarts(String reason) {
    return meters.counter("parser.restarts", "Parser children replaced", "reason", reason);
  }
}
