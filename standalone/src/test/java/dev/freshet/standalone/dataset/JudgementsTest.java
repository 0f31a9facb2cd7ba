package dev.freshet.standalone.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.Tenant;
import dev.freshet.common.store.Access;
import dev.freshet.standalone.process.StartRefused;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class JudgementsTest {
  private final Tally tally = new Tally();
  private final Judgements judgements =
      new Judgements(new Access(Tenant.DEFAULT, Set.of()), id -> id.startsWith("asked"), tally);

  private void say(String query) {
    String json =
        "{\"queryId\":\"%s\",\"tenant\":\"default\",\"principals\":[],\"document\":\"a\","
                .formatted(query)
            + "\"helpful\":true,\"answer\":\""
            + "x".repeat(10_000)
            + "\"}";
    judgements.add(
        new ConsumerRecord<>("freshet.feedback", 0, 0, new byte[0], json.getBytes(UTF_8)));
  }

  @Test
  void queriesNobodyAsked_takeNoPlace_andWhatIsKeptIsBounded() {
    for (int i = 0; i < 6000; i++) {
      say("made up " + i);
    }
    assertThat(tally.counts()).containsEntry(Drop.NO_SUCH_QUERY, 6000L);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 6000; i++) {
                say("asked " + i);
              }
            })
        .isInstanceOf(StartRefused.class)
        .hasMessageEndingWith("50000000 characters in them: give --since with a later time");
  }

  @Test
  void whatIsSaidAgain_takesThePlaceOfTheFormer() {
    for (int i = 0; i < 6000; i++) {
      say("asked");
    }
    assertThat(judgements.take("asked")).hasSize(1);
  }
}
