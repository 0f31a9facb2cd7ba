package dev.freshet.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.failure.Outage;
import dev.freshet.ingest.fakes.DirectExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OrderedWindowTest {
  private static final TopicPartition PARTITION = new TopicPartition("in", 0);

  private final List<String> handedOn = new ArrayList<>();

  /** Work not begun yet, to be run in any order. */
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private long now;

  private OrderedWindow<String> window(int documents, long bytes) {
    return window(new WindowLimits(documents, bytes), waiting::add);
  }

  private OrderedWindow<String> window(WindowLimits limits, Executor executor) {
    return new OrderedWindow<>(PARTITION, limits, executor, handedOn::add, () -> now);
  }

  /** Says something, and says that it is late where others are let go ahead. */
  private static Turn<String> says(String word) {
    return new Saying(word, () -> {}, true);
  }

  private static Turn<String> does(Runnable work) {
    return new Saying("", work, false);
  }

  private record Saying(String word, Runnable does, boolean mayStepAside) implements Turn<String> {
    @Override
    public void work() {
      does.run();
    }

    @Override
    public String result() {
      return word;
    }

    @Override
    public String standIn() {
      return word + " is late";
    }
  }

  @Test
  void results_leaveInOrder_whateverIsDoneFirst() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(5, 1, says("a"));
    window.submit(6, 1, says("b"));
    window.submit(9, 1, says("c"));
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
    OrderedWindow<String> window = window(new WindowLimits(2, 100), new DirectExecutor());
    window.submit(0, 1, says("a"));
    window.submit(1, 1, says("b"));
    assertThat(handedOn).isEmpty();
    window.submit(2, 1, says("c"));
    assertThat(handedOn).containsExactly("a");
  }

  @Test
  void bytes_areBounded_butOneDocumentAlwaysFits() {
    OrderedWindow<String> window = window(new WindowLimits(9, 10), new DirectExecutor());
    window.submit(0, 50, says("large"));
    assertThat(handedOn).isEmpty();
    window.submit(1, 1, says("small"));
    assertThat(handedOn).containsExactly("large");
    window.submit(2, 9, says("fits"));
    assertThat(handedOn).containsExactly("large");
  }

  @Test
  void failedWork_staysHeld_andIsThrown() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(
        3,
        1,
        does(
            () -> {
              throw new Outage("parser", "is away", null);
            }));
    waiting.remove().run();
    assertThatThrownBy(window::handOnReady)
        .isInstanceOf(Outage.class)
        .hasMessage("parser: is away");
    assertThat(window.oldest()).isEqualTo(OptionalLong.of(3));
  }

  @Test
  void abandoned_holdsNothing_andItsWorkIsCancelled() {
    OrderedWindow<String> window = window(10, 100);
    window.submit(3, 1, does(() -> handedOn.add("never")));
    window.abandon();
    waiting.remove().run();
    assertThat(window.oldest()).isEmpty();
    assertThat(handedOn).isEmpty();
  }

  private static final Duration TURN = Duration.ofMillis(100);

  private OrderedWindow<String> patient(int documents) {
    return window(new WindowLimits(documents, 100).withTurn(TURN), waiting::add);
  }

  @Test
  void headThatHoldsOthersUp_stepsAside_andComesWhenItIsDone() {
    OrderedWindow<String> window = patient(10);
    window.submit(5, 1, says("slow"));
    window.submit(6, 1, says("b"));
    window.submit(7, 1, says("c"));
    Runnable slow = waiting.removeFirst();
    waiting.removeFirst().run();
    now += TURN.toNanos() - 1;
    assertThat(window.ready()).isFalse();
    window.handOnReady();
    assertThat(handedOn).isEmpty();

    now++;
    assertThat(window.ready()).isTrue();
    window.handOnReady();
    assertThat(handedOn).containsExactly("slow is late", "b");
    assertThat(window.ready()).isFalse();
    assertThat(window.oldest()).as("held back until it is there").hasValue(5);

    slow.run();
    assertThat(window.ready()).isTrue();
    window.handOnReady();
    assertThat(handedOn).containsExactly("slow is late", "b", "slow");
    assertThat(window.oldest()).hasValue(7);
  }

  @Test
  void headThatHoldsNobodyUp_isWaitedFor() {
    OrderedWindow<String> window = patient(10);
    window.submit(5, 1, says("slow"));
    window.submit(6, 1, says("not done either"));
    now += 10 * TURN.toNanos();
    window.handOnReady();
    assertThat(window.ready()).isFalse();
    assertThat(handedOn).isEmpty();
  }

  @Test
  void headThatCannotStepAside_isWaitedFor() {
    OrderedWindow<String> window = patient(10);
    window.submit(5, 1, does(() -> {}));
    window.submit(6, 1, says("b"));
    waiting.removeLast().run();
    now += 10 * TURN.toNanos();
    assertThat(window.ready()).isFalse();
  }

  @Test
  void turn_beginsWhenTheOneBeforeHasLeft() {
    OrderedWindow<String> window = patient(10);
    window.submit(5, 1, says("a"));
    window.submit(6, 1, says("b"));
    window.submit(7, 1, says("c"));
    waiting.removeLast().run();
    now += TURN.toNanos() / 2;
    waiting.removeFirst().run();
    window.handOnReady();
    now += TURN.toNanos() / 2;
    window.handOnReady();
    assertThat(handedOn).containsExactly("a");
    now += TURN.toNanos() / 2;
    window.handOnReady();
    assertThat(handedOn).containsExactly("a", "b is late", "c");
  }

  @Test
  void fullWindow_whoseHeadHoldsOthersUp_getsRoom() {
    OrderedWindow<String> window = patient(2);
    window.submit(5, 1, says("slow"));
    window.submit(6, 1, says("b"));
    waiting.removeLast().run();
    now += TURN.toNanos();
    window.submit(7, 1, says("c"));
    assertThat(handedOn).containsExactly("slow is late");
    assertThat(window.oldest()).hasValue(5);
  }

  @Test
  void settledTurn_isHandedOn_whateverItsWorkDoes() {
    var settled = new AtomicBoolean();
    OrderedWindow<String> window = window(10, 100);
    window.submit(
        5,
        1,
        new Turn<>() {
          @Override
          public void work() {
            throw new Outage("parser", "is away", null);
          }

          @Override
          public boolean isSettled() {
            return settled.get();
          }

          @Override
          public String result() {
            return "settled";
          }

          @Override
          public OptionalLong reachesBackTo() {
            return OptionalLong.of(2);
          }
        });
    assertThat(window.ready()).isFalse();
    assertThat(window.oldest()).hasValue(2);
    settled.set(true);
    waiting.removeFirst().run();
    window.handOnReady();
    assertThat(handedOn).containsExactly("settled");
  }
}
