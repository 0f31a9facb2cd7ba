package dev.freshet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.client.EventReader.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static List<Event> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Event> read(InputStream in) throws IOException {
    EventReader reader = new EventReader(in);
    List<Event> events = new ArrayList<>();
    for (Event event = reader.next(); event != null; event = reader.next()) {
      events.add(event);
    }
    return events;
  }

  private static Event event(String id, String name, String data) {
    return new Event(Optional.ofNullable(id), name, data);
  }

  @Test
  void events_haveIdNameAndDataOfSeveralLines() throws IOException {
    assertThat(read("id: 1\nevent: match\ndata: {\ndata: }\n\n: beat\n\ndata:x\n\n"))
        .containsExactly(event("1", "match", "{\n}"), event("1", "message", "x"));
  }

  @Test
  void lines_mayEndInAnyOfThreeWays_andBeginWithAMark() throws IOException {
    assertThat(read("\uFEFFdata: a\r\n\r\ndata: b\r\rdata: c\n\n"))
        .extracting(Event::data)
        .containsExactly("a", "b", "c");
  }

  @Test
  void eventWithoutItsEnd_isNone() throws IOException {
    assertThat(read("data: a\n\nevent: match\ndata: half\n"))
        .containsExactly(event(null, "message", "a"));
  }

  @Test
  void eventWithoutData_isNone_andItsNameIsForgotten() throws IOException {
    assertThat(read("event: match\n\ndata: a\n\n")).containsExactly(event(null, "message", "a"));
  }

  @Test
  void idWithNul_isPassedOver() throws IOException {
    assertThat(read("id: 1\nid: 2\0\ndata: a\n\n")).containsExactly(event("1", "message", "a"));
  }

  @Test
  void lineThatNeverEnds_isRefusedBeforeMemoryIs() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> new EventReader(endless).next())
        .isInstanceOf(IOException.class)
        .hasMessage("a line is longer than 16777216 bytes");
  }

  @Test
  void events_areTheSameHoweverTheBytesCome() throws IOException {
    String text = "id: ü1\r\nevent: match\r\ndata: zwölf 🙂\r\ndata: b\r\n\r\n".repeat(50);
    List<Event> whole = read(text);
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      assertThat(read(inPieces(text, random))).isEqualTo(whole);
    }
    assertThat(whole).hasSize(50).containsOnly(event("ü1", "match", "zwölf 🙂\nb"));
  }

  private static InputStream inPieces(String text, Random random) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int from, int most) {
        return super.read(bytes, from, Math.min(most, 1 + random.nextInt(9)));
      }
    };
  }
}
