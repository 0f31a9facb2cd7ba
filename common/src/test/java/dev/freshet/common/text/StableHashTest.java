package dev.freshet.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StableHashTest {

  /** SplitMix64's first number from the seed 0. */
  @Test
  void mixed_isAsPublished() {
    assertThat(StableHash.mixed(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
  }

  /** FNV-1a of "" and "a", as its authors give them. */
  @Test
  void text_isHashedAsPublished_thenMixed() {
    assertThat(StableHash.of("")).isEqualTo(StableHash.mixed(0xcbf29ce484222325L));
    assertThat(StableHash.of("a")).isEqualTo(StableHash.mixed(0xaf63dc4c8601ec8cL));
  }
}
