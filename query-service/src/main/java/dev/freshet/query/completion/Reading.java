package dev.freshet.query.completion;

import dev.freshet.query.completion.Completion.Finish;
import dev.freshet.query.completion.Completion.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one answer of an endpoint, streamed or at once. A text that is longer than its tokens can
 * be is cut there: an endpoint that never ends is left.
 */
final class Reading {
  private static final String DATA = "data:";
  private static final int MAX_WHOLE = 16 << 20;

  /** The longest tokens of today's vocabularies are longer, texts made of them are not. */
  private static final int CHARACTERS_A_TOKEN = 16;

  private final int promptCharacters;
  private final long most;
  private final Consumer<String> pieces;
  private int characters;
  private Optional<Finish> finish = Optional.empty();
  private Optional<Usage> usage = Optional.empty();

  Reading(int promptCharacters, int maxTokens, Consumer<String> pieces) {
    this.promptCharacters = promptCharacters;
    this.most = (long) CHARACTERS_A_TOKEN * maxTokens;
    this.pieces = pieces;
  }

  /** Whether anything of the text has been given on. */
  boolean begun() {
    return characters > 0;
  }

  /** An answer at once. */
  Completion whole(InputStream in) throws IOException, Wire.Garbage {
    byte[] body = in.readNBytes(MAX_WHOLE + 1);
    if (body.length > MAX_WHOLE) {
      throw new Wire.Garbage("its answer is longer than " + MAX_WHOLE + " bytes");
    }
    take(Wire.read(new String(body, StandardCharsets.UTF_8), "message"));
    return completion(Finish.STOP);
  }

  /** A stream of events. */
  Completion streamed(InputStream in) throws IOException, Wire.Garbage {
    Lines lines = new Lines(in);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().startsWith(DATA)) {
        continue;
      }
      String data = line.get().substring(DATA.length()).strip();
      if (data.equals("[DONE]")) {
        return completion(Finish.STOP);
      }
      take(Wire.read(data, "delta"));
      if (characters >= most) {
        return completion(Finish.LENGTH);
      }
    }
    if (finish.isEmpty()) {
      throw new Wire.Garbage("its answer broke off");
    }
    return completion(finish.get());
  }

  private void take(Wire.Event event) {
    int room = (int) Math.min(event.text().length(), most - characters);
    if (room < event.text().length()) {
      finish = Optional.of(Finish.LENGTH);
    }
    if (room > 0) {
      characters += room;
      pieces.accept(event.text().substring(0, room));
    }
    finish = event.finish().or(() -> finish);
    usage = event.usage().or(() -> usage);
  }

  private Completion completion(Finish fallback) {
    return new Completion(
        finish.orElse(fallback),
        usage.orElseGet(() -> Usage.estimate(promptCharacters, characters)));
  }
}
