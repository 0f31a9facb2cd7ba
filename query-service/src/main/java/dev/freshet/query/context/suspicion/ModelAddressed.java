package dev.freshet.query.context.suspicion;

import static dev.freshet.query.context.suspicion.Meaning.any;

import java.util.List;

/** Attention, AI assistant: … */
final class ModelAddressed implements Rule {
  private static final List<String> LITERALS =
      List.of(
          "if you are an ai",
          "if you are a language model",
          "if you are a large language model",
          "if you are an llm",
          "instructions for ai",
          "instruction for ai",
          "note to the ai",
          "note to ai",
          "note to llm",
          "attention ai",
          "attention llm",
          "for ai systems",
          "for llms:",
          "llm reviewers",
          "ai reviewers",
          "<!-- ai",
          "<!-- llm",
          "dear ai",
          "dear llm");

  @Override
  public String name() {
    return "model-addressed";
  }

  @Override
  public String reason() {
    return "It speaks to the model instead of the reader.";
  }

  @Override
  public boolean in(Reading text) {
    return text.near(6, any(Meaning.ATTENTION), any(Meaning.MODEL), any(Meaning.OBLIGATION))
        || text.near(
            8, any(Meaning.CONDITION), any(Meaning.YOU), any(Meaning.MODEL), any(Meaning.SUMMARISE))
        || text.near(4, any(Meaning.MODEL), any(Meaning.SUMMARISE), any(Meaning.DOCUMENT))
        || text.holdsAny(LITERALS);
  }
}
