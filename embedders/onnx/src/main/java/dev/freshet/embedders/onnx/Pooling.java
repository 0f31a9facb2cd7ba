package dev.freshet.embedders.onnx;

/** How the model's rows, one a token, become one vector. */
public enum Pooling {
  /** The row of the first token: BGE. */
  CLS,
  /** The mean of all rows: E5, MiniLM. */
  MEAN
}
