package dev.freshet.common.failure;

import dev.freshet.common.document.Stage;

/**
 * Why a document died. A value, not an exception: a broken document is expected.
 *
 * @param stage where
 * @param reason which of the named causes
 * @param message for a person: names the field or the file at fault, never quotes contents
 */
public record Failure(Stage stage, Reason reason, String message) {}
