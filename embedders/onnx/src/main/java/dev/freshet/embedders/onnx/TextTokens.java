package dev.freshet.embedders.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.freshet.common.embed.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/** The model's own tokenizer, neither cutting nor padding by itself. */
final class TextTokens implements Tokenizer {
  private final HuggingFaceTokenizer tokenizer;
  private final Gate gate;
  private final int maxTokens;

  private TextTokens(HuggingFaceTokenizer tokenizer, Gate gate, int maxTokens) {
    this.tokenizer = tokenizer;
    this.gate = gate;
    this.maxTokens = maxTokens;
  }

  /**
   * @param json the tokenizer.json; read to its end, not closed
   * @param gate passed by {@link #count}; {@link #ids} is for those already inside
   */
  static TextTokens read(InputStream json, Gate gate, int maxTokens) throws IOException {
    Map<String, String> options = Map.of("truncation", "false", "padding", "false");
    return new TextTokens(HuggingFaceTokenizer.newInstance(json, options), gate, maxTokens);
  }

  @Override
  public int count(String text) {
    return gate.pass(() -> tokenizer.encode(text, false, false).getIds().length);
  }

  /**
   * The input of the model: start mark, tokens, end mark; of a text too long the first tokens and
   * the end mark.
   */
  long[] ids(String text) {
    long[] ids = tokenizer.encode(text, true, false).getIds();
    if (ids.length <= maxTokens) {
      return ids;
    }
    long[] cut = Arrays.copyOf(ids, maxTokens);
    cut[maxTokens - 1] = ids[ids.length - 1];
    return cut;
  }

  /** Frees native memory; nobody may be inside the gate. */
  void free() {
    tokenizer.close();
  }
}
