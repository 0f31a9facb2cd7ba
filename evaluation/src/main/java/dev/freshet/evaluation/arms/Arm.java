package dev.freshet.evaluation.arms;

/** A way to answer. */
enum Arm {
  /** Freshet's {@code /v1/answer} with the base model: what is retrieved is in the prompt. */
  RAG("rag", "RAG: base model, retrieves"),
  /** The tuned model asked straight: the question and no sources. */
  FINE_TUNED("fineTuned", "fine-tuned: tuned model alone"),
  /** Freshet's {@code /v1/answer} with the tuned model. */
  HYBRID("hybrid", "hybrid: tuned model, retrieves");

  private final String id;
  private final String words;

  Arm(String id, String words) {
    this.id = id;
    this.words = words;
  }

  /** Its name in JSON. */
  String id() {
    return id;
  }

  /** Its name for people. */
  String words() {
    return words;
  }
}
