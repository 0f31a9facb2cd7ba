package dev.freshet.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogTest {
  @TempDir Path folder;

  /** As it was before. */
  @AfterEach
  void reset() throws Exception {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void json_isOneObjectALine_withWhatIsSaidOfADocumentAsFields() throws Exception {
    JsonNode line = new ObjectMapper().readTree(said(Log.Format.JSON));
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("loggerName").asText()).isEqualTo("some.logger");
    assertThat(line.path("formattedMessage").asText()).isEqualTo("2 \"quoted\"\nlines");
    assertThat(line.path("kvpList").findValuesAsText("document")).containsExactly("a\nb.pdf");
    assertThat(line.path("kvpList").findValuesAsText("trace")).containsExactly("4bf9");
    assertThat(line.path("timestamp").isNumber()).isTrue();
  }

  @Test
  void text_hasTheFieldsBehindTheMessage_andNoLineThatAPublisherMadeUp() throws Exception {
    assertThat(said(Log.Format.TEXT))
        .contains("WARN", "some.logger", "document=\"a b.pdf\"", "trace=\"4bf9\"");
  }

  private String said(Log.Format format) throws Exception {
    Path file = folder.resolve("the.log");
    Log.toFile(file, format);
    Logger log = LoggerFactory.getLogger("some.logger");
    log.atWarn()
        .addKeyValue("document", "a\nb.pdf")
        .addKeyValue("trace", "4bf9")
        .log("{} \"quoted\"\nlines", 2);
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    return Files.readString(file);
  }
}
