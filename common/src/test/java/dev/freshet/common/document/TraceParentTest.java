package dev.freshet.common.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Its header, after W3C's Trace Context. */
class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(strings = {"-00", "-01"})
  void header_isReadAndWritten(String flags) {
    String header = "00-" + TRACE + "-" + SPAN + flags;
    assertThat(TraceParent.parse(header))
        .hasValue(new TraceParent(TRACE, SPAN, flags.equals("-01")))
        .map(TraceParent::header)
        .hasValue(header);
  }

  @Test
  void laterVersion_mayHaveMoreBehind_andOtherFlags() {
    assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-03-more"))
        .hasValue(new TraceParent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void anythingElse_isNone(String header) {
    assertThat(TraceParent.parse(header)).isEmpty();
  }

  @Test
  void idOfNothing_isRefused() {
    assertThatThrownBy(() -> new TraceParent("0".repeat(32), SPAN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
