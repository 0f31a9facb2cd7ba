/**
 * A trained adapter: a linear map that a model's vectors are passed through, queries and passages
 * alike, so that a frozen model serves one knowledge base better.
 *
 * <p>Texts enter; the model's vectors leave, mapped and of unit length. A file that is none, is
 * damaged, or was trained for another model is an {@link
 * dev.freshet.embedders.adapter.UnusableAdapter} that says what to do; all else fails as the model
 * fails. Bounded are an adapter's dimension, its file and its numbers.
 *
 * <pre>
 *   text ─► the model ─► v ─► v + D·v ─► unit length
 *                               ▲
 *      data/adapters/HASH.adapter ─► AdapterFile ─► Adapter
 * </pre>
 */
package dev.freshet.embedders.adapter;
