package dev.freshet.ingest.parse.child;

import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;

/** What a child answers: the one thing that differs between a real child and a test's. */
@FunctionalInterface
public interface Answers {

  /** Reads one file; what is thrown ends the child. */
  Reply answer(Request request, byte[] file);
}
