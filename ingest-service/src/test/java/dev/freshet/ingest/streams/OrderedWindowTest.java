package dev.freshet.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.failure.Outage;
import dev.freshet.ingest.fakes.DirectExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OrderedWindowTest {
  private static final TopicPartition PARTITION = new TopicPartition("in", 0);

  private final List<String> handedOn = new ArrayList<>();

  /** Work not begun yet, to be run in any order. */
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private OrderedWindow<String> window(int documents, long bytes) {
    var limits = new WindowLimits(documents, bytes);
    return new OrderedWindow<>(PARTITION, limits, waiting::add, handedOn::add);
  }

  @Test
  void results_leaveInOrder_whateverIsDoneFirst() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(5, 1, () -> "a");
    window.submit(6, 1, () -> "b");
    window.submit(9, 1, () -> "c");
    waiting.removeLast().run();
    waiting.removeLast().run();

    window.handOnReady();
    assertThat(handedOn).isEmpty();
    assertThat(window.ready()).isFalse();
    assertThat(window.oldest()).isEqualTo(OptionalLong.of(5));

    waiting.removeLast().run();
    assertThat(window.ready()).isTrue();
    window.handOnReady();
    assertThat(handedOn).containsExactly("a", "b", "c");
    assertThat(window.oldest()).isEmpty();
  }

  @Test
  void fullWindow_waitsForItsHead() {
    OrderedWindow<String> window =
        new OrderedWindow<>(
            PARTITION, new WindowLimits(2, 100), new DirectExecutor(), handedOn::add);
    window.submit(0, 1, () -> "a");
    window.submit(1, 1, () -> "b");
    assertThat(handedOn).isEmpty();
    window.submit(2, 1, () -> "c");
    assertThat(handedOn).containsExactly("a");
  }

  @Test
  void bytes_areBounded_butOneDocumentAlwaysFits() {
    OrderedWindow<String> window =
        new OrderedWindow<>(
            PARTITION, new WindowLimits(9, 10), new DirectExecutor(), handedOn::add);
    window.submit(0, 50, () -> "large");
    assertThat(handedOn).isEmpty();
    window.submit(1, 1, () -> "small");
    assertThat(handedOn).containsExactly("large");
    window.submit(2, 9, () -> "fits");
    assertThat(handedOn).containsExactly("large");
  }

  @Test
  void failedWork_staysHeld_andIsThrown() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(
        3,
        1,
        () -> {
          throw new Outage("parser", "is away", null);
        });
    waiting.remove().run();
    assertThatThrownBy(window::handOnReady)
        .isInstanceOf(Outage.class)
        .hasMessage("parser: is away");
    assertThat(window.oldest()).isEqualTo(OptionalLong.of(3));
  }

  @Test
  void abandoned_holdsNothing_andItsWorkIsCancelled() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(
        3,
        1,
        () -> {
          handedOn.add("never");
          return "";
        });
    window.abandon();
    waiting.remove().run();
    assertThat(window.oldest()).isEmpty();
    assertThat(handedOn).isEmpty();
  }
}
