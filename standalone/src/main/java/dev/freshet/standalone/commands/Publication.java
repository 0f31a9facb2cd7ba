package dev.freshet.standalone.commands;

import java.nio.file.Path;

/** One file on its way. Written by one thread at a time. */
final class Publication {
  private final String id;
  private final Path file;
  private volatile String token = "";
  private volatile String failure = "";
  private volatile boolean retrievable;

  Publication(String id, Path file) {
    this.id = id;
    this.file = file;
  }

  String id() {
    return id;
  }

  Path file() {
    return file;
  }

  void accepted(String freshnessToken) {
    token = freshnessToken;
  }

  void failed(String why) {
    failure = why.replace('\n', ' ');
  }

  void arrived() {
    retrievable = true;
  }

  /** Its place in the log, once it was accepted; empty before. */
  String token() {
    return token;
  }

  /** Why it did not become retrievable; empty where nothing went wrong. */
  String failure() {
    return failure;
  }

  boolean retrievable() {
    return retrievable;
  }

  /** Accepted, and neither retrievable nor failed. */
  boolean open() {
    return !token.isEmpty() && failure.isEmpty() && !retrievable;
  }
}
