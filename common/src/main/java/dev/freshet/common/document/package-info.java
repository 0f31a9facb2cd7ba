/**
 * The words of the domain: a document, its version and position, its blocks, its passages, and what
 * is told about it. Enters what a publisher or a codec says; leaves immutable values that every
 * room passes on. A value out of its range fails in its constructor with an
 * IllegalArgumentException that says what to give. Ids are bounded at 512 bytes and tenants at 64
 * characters; lists are copied.
 */
package dev.freshet.common.document;
