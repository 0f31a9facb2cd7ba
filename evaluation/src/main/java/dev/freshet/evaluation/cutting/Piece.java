package dev.freshet.evaluation.cutting;

/**
 * A passage, and where in its text it stands.
 *
 * @param corpus the text's name
 * @param span from its first letter to its last
 * @param embedded what is embedded of it
 */
record Piece(String corpus, Span span, String embedded) {}
