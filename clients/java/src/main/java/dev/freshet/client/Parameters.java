package dev.freshet.client;

import java.util.Optional;

/** The query of a path, as it grows. */
final class Parameters {
  private final StringBuilder path;
  private char next = '?';

  Parameters(String path) {
    this.path = new StringBuilder(path);
  }

  Parameters add(String name, Optional<?> value) {
    value.ifPresent(
        given -> {
          path.append(next).append(name).append('=').append(Call.encoded(given.toString()));
          next = '&';
        });
    return this;
  }

  String path() {
    return path.toString();
  }
}
