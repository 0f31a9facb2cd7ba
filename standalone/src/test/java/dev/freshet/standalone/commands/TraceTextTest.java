package dev.freshet.standalone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TraceTextTest {
  private static String printed(String versionField) throws Exception {
    StringWriter out = new StringWriter();
    String journey =
        """
        {"id": "a", "source": "documents", "time": "2026-07-01T12:00:00Z", "versions": [
          {"version": "documents-0@1", "state": "indexed", "text": "It is retrievable.",
           "recordedAt": "2026-07-01T12:00:00Z", "stages": [] %s}]}
        """
            .formatted(versionField);
    new TraceText(new PrintWriter(out), new Terminal(false))
        .print(new ObjectMapper().readTree(journey));
    return out.toString();
  }

  @Test
  void signals_areOneLine() throws Exception {
    String signals =
        """
        , "signals": [
          {"signal": "language", "value": 0.91, "detail": "de", "flagged": false},
          {"signal": "pii", "value": 4.0, "detail": "email 3, iban 1", "flagged": true},
          {"signal": "garbled", "value": 0.25, "detail": "", "flagged": true}]
        """;
    assertThat(printed(signals))
        .contains(
            "  quality: language 0.91 (de); pii 4 (email 3, iban 1), flagged; garbled 0.25,"
                + " flagged\n");
  }

  @Test
  void withoutSignals_thereIsNoLine() throws Exception {
    assertThat(printed("")).contains("It is retrievable.").doesNotContain("quality");
    assertThat(printed(", \"signals\": []")).doesNotContain("quality");
  }
}
