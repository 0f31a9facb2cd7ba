package dev.freshet.query;

import java.util.Optional;
import java.util.Set;

/**
 * One way in which something of a document may get out of the service. A new endpoint is a new
 * door: add it to {@link Doors#ALL}, and {@link TenancyTest} holds it against the law.
 */
interface DoorUnderTest {
  /**
   * What came out.
   *
   * @param status of the answer
   * @param everything that the caller got: headers and body, of a stream all its events
   * @param whole the marks of the documents that must all be in it, where the door promises to
   *     leave none out; a door that gives but the best promises nothing
   */
  record Got(int status, String everything, Optional<Set<String>> whole) {}

  /** What people call it, for the message of a failure. */
  String name();

  /**
   * Asks once, as this caller, for something drawn from the corpus's random numbers. What is sent
   * may hold ids of documents, also of others', and never their marks.
   */
  Got ask(Tenancy tenancy, Tenancy.Asker asker) throws Exception;
}
