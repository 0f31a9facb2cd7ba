package dev.freshet.query.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.query.exchange.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "freshet.localhost:1",
        "127.0.0.1:8080",
        "127.1.2.3",
        "[::1]:9"
      })
  void ownName_passes(String host) {
    assertThatCode(() -> OwnNames.check(Optional.of(host))).doesNotThrowAnyException();
  }

  @Test
  void noName_passes() {
    assertThatCode(() -> OwnNames.check(Optional.empty())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        ""
      })
  void anothersName_isRefused(String host) {
    assertThatThrownBy(() -> OwnNames.check(Optional.of(host)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("localhost");
  }
}
