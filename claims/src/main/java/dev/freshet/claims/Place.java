package dev.freshet.claims;

import dev.freshet.common.claim.Unclaimable;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Objects by name in a {@link Location}. Safe to use from several threads. Whatever does not answer
 * is an {@link dev.freshet.common.failure.Outage}.
 */
interface Place extends AutoCloseable {

  /** An object being read. */
  interface Opened extends AutoCloseable {
    InputStream bytes();

    /** How many there are. */
    long size();

    /** Also in the middle, without reading the rest. */
    @Override
    void close();
  }

  /** An object that stands there. */
  record Standing(String name, Instant written) {}

  /** What is done with each object found. */
  interface Visitor {
    void found(Standing object);
  }

  /**
   * Opens an object.
   *
   * @throws Unclaimable where there is none, or it may not be read
   */
  Opened open(String name) throws Unclaimable;

  /**
   * Writes an object: afterwards it is whole and durable, or not there.
   *
   * @param body read to its end; what it throws goes on
   */
  void write(String name, InputStream body);

  /** Removes an object; nothing where there is none. */
  void remove(String name);

  /**
   * Visits all objects whose names are of our making, also unfinished ones.
   *
   * @param owner only those of one document; all where it is empty
   */
  void visit(String owner, Visitor visitor);

  /** All of one document's. */
  default List<Standing> of(String owner) {
    List<Standing> found = new java.util.ArrayList<>();
    visit(owner, found::add);
    return found;
  }

  @Override
  void close();
}
