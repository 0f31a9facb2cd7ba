/**
 * The embedder that runs in this process, on ONNX Runtime.
 *
 * <p>Texts enter and unit vectors leave; one text is one run of the model, without padding, so that
 * its vector depends on nothing beside it. A model or library that cannot be loaded fails the start
 * with an {@link java.lang.IllegalStateException} naming the file; a run that the runtime refuses
 * is an {@link dev.freshet.common.failure.Outage}. Bounded are the tokens of a text (the rest is
 * cut) and, by whoever calls, the callers at once.
 *
 * <pre>
 *   text ─► prefix ─► TextTokens ─► ids ≤ 512 ─► OnnxModel ─► first row ─► unit length
 *                        └──────── under Gate's read lock ────────┘
 * </pre>
 */
package dev.freshet.embedders.onnx;
