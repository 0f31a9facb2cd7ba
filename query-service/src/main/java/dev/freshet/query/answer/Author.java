package dev.freshet.query.answer;

import dev.freshet.query.completion.Completer;
import dev.freshet.query.completion.Completion;
import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Prompt;
import dev.freshet.query.context.Citation;
import dev.freshet.query.context.Context;
import dev.freshet.query.evidence.CitationFilter;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has a language model write from a context, or remembers what it wrote. */
final class Author {
  private final String model;
  private final PromptTemplate template;
  private final Relay relay;
  private final AnswerCache cache;
  private final InstantSource clock;

  Author(AnswerSettings settings, Completer completer, Places places, InstantSource clock) {
    this.model = settings.completion().model();
    this.template = PromptTemplate.parse(settings.prompt());
    this.relay = new Relay(completer, places);
    this.cache = new AnswerCache(settings.cacheEntries(), settings.cacheTtl(), clock);
    this.clock = clock;
  }

  /** The model's name. */
  String model() {
    return model;
  }

  /**
   * Writes; the pieces that are told joined together are the text.
   *
   * @param tenant for whom
   */
  Written write(
      AnswerRequest request, Context context, String tenant, Deadline deadline, Progress progress)
      throws IOException {
    String date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    Prompt prompt = template.fill(request.before(), request.question(), context.text(), date);
    String key = key(prompt, request.maxTokens(), tenant);
    Optional<Written> remembered = cache.find(key);
    if (remembered.isPresent()) {
      tell(remembered.get().text(), progress);
      return remembered.get();
    }
    Written written = write(prompt, request.maxTokens(), context, deadline, progress);
    if (written.completion().finish() == Finish.STOP) {
      cache.put(key, written);
    }
    return written;
  }

  private String key(Prompt prompt, int maxTokens, String tenant) {
    List<String> parts = new ArrayList<>(List.of(tenant, model, Integer.toString(maxTokens)));
    for (Prompt.Message message : prompt.messages()) {
      parts.add(message.role().label());
      parts.add(message.text());
    }
    return Hash.of(parts);
  }

  private Written write(
      Prompt prompt, int maxTokens, Context context, Deadline deadline, Progress progress)
      throws IOException {
    CitationFilter filter =
        new CitationFilter(
            context.citations().stream().map(Citation::number).collect(Collectors.toSet()));
    StringBuilder text = new StringBuilder();
    Progress filtered =
        new Progress() {
          @Override
          public void text(String piece) throws IOException {
            String certain = filter.accept(piece);
            text.append(certain);
            tell(certain, progress);
          }

          @Override
          public void beat() throws IOException {
            progress.beat();
          }
        };
    Completion completion = relay.run(prompt, maxTokens, deadline, filtered);
    String rest = filter.end();
    text.append(rest);
    tell(rest, progress);
    return new Written(text.toString(), List.copyOf(filter.removed()), completion, false);
  }

  private static void tell(String piece, Progress progress) throws IOException {
    if (!piece.isEmpty()) {
      progress.text(piece);
    }
  }
}
