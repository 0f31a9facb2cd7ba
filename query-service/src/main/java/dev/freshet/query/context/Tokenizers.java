package dev.freshet.query.context;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.freshet.common.embed.Tokenizer;
import dev.freshet.query.context.ContextRequest.Counting;
import java.util.function.Supplier;

/**
 * The tokenizers a budget may be counted by, and the door to the library that knows those of
 * others. Safe to use from many threads. An encoding is loaded when it is first asked for, and
 * kept.
 */
final class Tokenizers {
  private final Supplier<Tokenizer> model;
  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  /**
   * @param model that of the embedding model that serves
   */
  Tokenizers(Supplier<Tokenizer> model) {
    this.model = model;
  }

  Tokenizer by(Counting counting) {
    return switch (counting) {
      case MODEL -> model.get();
      case CL100K_BASE -> ordinary(EncodingType.CL100K_BASE);
      case O200K_BASE -> ordinary(EncodingType.O200K_BASE);
    };
  }

  /** What looks like a mark of a model's own counts as the text it is. */
  private Tokenizer ordinary(EncodingType type) {
    Encoding encoding = encodings.getEncoding(type);
    return encoding::countTokensOrdinary;
  }
}
