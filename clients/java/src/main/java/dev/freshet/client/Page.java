package dev.freshet.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param items of this page
 * @param next what to give for the page behind it; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
  static <T> Page<T> of(Json json, String name, Function<Json, T> reader) {
    return new Page<>(json.list(name, reader), json.optionalText("next"));
  }
}
