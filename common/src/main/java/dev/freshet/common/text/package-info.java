/**
 * The one form of text, for what is read and what is asked. Any text enters; normalised text or
 * terms with their places leave, or a count of what looks like personal data. Nothing fails: what
 * cannot be shown is left out. Output is bounded by the input's compatibility form, which is a
 * small multiple of it.
 */
package dev.freshet.common.text;
