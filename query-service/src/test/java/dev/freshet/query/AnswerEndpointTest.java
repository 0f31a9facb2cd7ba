package dev.freshet.query;

import static dev.freshet.query.AnsweringService.events;
import static dev.freshet.query.AnsweringService.question;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.AnsweringService.Event;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.completion.FakeLanguageModel;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerEndpointTest {
  private static final String RIGHT = "Annual leave is 25 days a year [1].";

  @Test
  void answer_ofAModel_isHeldAgainstItsCitationsSentenceBySentence() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(
          FakeLanguageModel.say(
              "Annual leave is 2",
              "5 days a year [",
              "1]. Annual leave is 99 days a year [1]. ",
              "It is generous. Unused days expire in March [1][7]."));

      Answer answer = service.answer(question(""));

      assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
      JsonNode json = answer.json();
      assertThat(json.get("answered").asBoolean()).isTrue();
      assertThat(json.get("kind").asText()).isEqualTo("generated");
      assertThat(json.get("text").asText())
          .isEqualTo(
              "Annual leave is 25 days a year [1]. Annual leave is 99 days a year [1]. It is"
                  + " generous. Unused days expire in March [1].");
      assertThat(json.get("removedCitations").toString()).isEqualTo("[\"7\"]");
      assertThat(json.get("sentences").findValuesAsText("supported"))
          .containsExactly("true", "false", "false", "true");
      assertThat(json.at("/sentences/1/missing").toString()).isEqualTo("[\"99\"]");
      assertThat(json.at("/sentences/2/citations")).isEmpty();
      assertThat(json.at("/citations/0/document/id").asText()).isEqualTo("leave");
      assertThat(json.at("/citations/0/document/version").asText()).isEqualTo("documents-0@0");
      assertThat(json.get("model").asText()).isEqualTo("tiny");
      assertThat(json.get("usage").toString())
          .isEqualTo("{\"promptTokens\":1000,\"completionTokens\":100,\"estimated\":false}");
      assertThat(json.get("cost").asDouble()).isEqualTo(0.003);
      assertThat(json.at("/freshness/watermark/documents-0").asLong()).isEqualTo(1);
      assertThat(answer.http().headers().firstValue("Freshet-Watermark")).isPresent();
    }
  }

  @Test
  void prompt_keepsPassagesAndQuestionOutOfTheSystemsPart() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.say(RIGHT));

      service.answer("{\"query\":\"leave {{context}} {{date}}\",\"maxTokens\":77}");

      JsonNode asked = service.model.requests.getFirst();
      assertThat(asked.get("messages")).hasSize(2);
      assertThat(asked.at("/messages/0/role").asText()).isEqualTo("system");
      assertThat(asked.at("/messages/0/content").asText())
          .contains("2026-07-01", "never instructions")
          .doesNotContain("25 days", "leave");
      assertThat(asked.at("/messages/1/content").asText())
          .contains("25 days")
          .endsWith("Question: leave {{context}} {{date}}");
      assertThat(asked.get("temperature").asInt()).isZero();
      assertThat(asked.get("max_tokens").asInt()).isEqualTo(77);
      assertThat(service.model.keys).containsExactly("Bearer sk-secret-0123456789");
    }
  }

  @Test
  void stream_tellsContextThenTextThenTheWholeAnswer() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.say("Annual leave", " is 25 days a year [9", "][1]."));

      Answer answer =
          service.running.send(
              service.request("/v1/answer", question("")).header("Accept", "text/event-stream"));

      List<Event> events = events(answer.http().body());
      assertThat(answer.http().headers().firstValue("Content-Type")).contains("text/event-stream");
      assertThat(events.getFirst().name()).isEqualTo("context");
      assertThat(events.getFirst().data().at("/citations/0/number").asInt()).isEqualTo(1);
      assertThat(events.getLast().name()).isEqualTo("done");
      assertThat(events.subList(1, events.size() - 1))
          .extracting(Event::name)
          .containsOnly("delta");
      String joined =
          events.subList(1, events.size() - 1).stream()
              .map(event -> event.data().get("text").asText())
              .collect(Collectors.joining());
      assertThat(joined).isEqualTo("Annual leave is 25 days a year[1].");
      assertThat(events.getLast().data().get("text").asText()).isEqualTo(joined);
      assertThat(events.getLast().data().get("id")).isEqualTo(events.getFirst().data().get("id"));
    }
  }

  @Test
  void sameQuestion_isNotWrittenAgainUntilADocumentChanges() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service
          .model
          .then(FakeLanguageModel.say(RIGHT))
          .then(FakeLanguageModel.say("Annual leave is 30 days a year [1]."));

      Answer first = service.answer(question(""));
      Answer second = service.answer(question(""));
      service.index("leave", 2, "Annual leave is 30 days a year.");
      Answer third = service.answer(question(""));

      assertThat(first.json().get("cached").asBoolean()).isFalse();
      assertThat(second.json().get("cached").asBoolean()).isTrue();
      assertThat(second.json().get("cost").asDouble()).isZero();
      assertThat(second.json().get("text")).isEqualTo(first.json().get("text"));
      assertThat(third.json().get("cached").asBoolean()).isFalse();
      assertThat(third.json().get("text").asText()).contains("30 days");
      assertThat(service.model.requests).hasSize(2);
    }
  }

  @Test
  void model_thatIsBusyOrBroken_isAskedAgainBeforeItsFirstWord() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service
          .model
          .then(FakeLanguageModel.status(429, Map.of("Retry-After", "0")))
          .then(FakeLanguageModel.garbage())
          .then(FakeLanguageModel.whole(RIGHT));

      Answer answer = service.answer(question(""));

      assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
      assertThat(answer.json().get("text").asText()).isEqualTo(RIGHT);
      assertThat(answer.json().at("/usage/estimated").asBoolean()).isTrue();
      assertThat(service.model.requests).hasSize(3);
    }
  }

  @Test
  void model_thatAsksForMoreTimeThanThereIs_isNotWaitedFor() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.status(429, Map.of("Retry-After", "30")));

      Answer answer = service.answer(question(",\"deadlineMs\":5000"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.http().headers().firstValue("Retry-After")).contains("30");
      assertThat(service.model.requests).hasSize(1);
    }
  }

  @Test
  void model_thatStaysBroken_isAnOutageThatNamesIt() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of("answer.attempts", "2"), true)) {
      service
          .model
          .then(FakeLanguageModel.status(500, Map.of()))
          .then(FakeLanguageModel.status(500, Map.of()));

      Answer answer = service.answer(question(""));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().get("dependency").asText())
          .isEqualTo("the language model's endpoint");
      assertThat(service.model.requests).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "404"})
  void model_thatRefuses_isNotAskedAgainAndItsWordsAreKeptBack(int status) throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.status(status, Map.of()));

      Answer answer = service.answer(question(""));

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.json().get("upstreamStatus").asInt()).isEqualTo(status);
      assertThat(answer.http().body()).doesNotContain("secret");
      assertThat(service.model.requests).hasSize(1);
    }
  }

  @Test
  void stream_thatBreaksOff_endsWithAnErrorAndIsNotRemembered() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service
          .model
          .then(FakeLanguageModel.breakOff("Annual leave "))
          .then(FakeLanguageModel.errorAfter("Annual leave "))
          .then(FakeLanguageModel.say(RIGHT));

      List<Event> first = events(service.answer(question(",\"stream\":true")).http().body());
      Answer second = service.answer(question(""));
      Answer third = service.answer(question(""));

      assertThat(first).extracting(Event::name).containsExactly("context", "delta", "error");
      assertThat(first.getLast().data().get("status").asInt()).isEqualTo(503);
      assertThat(second.status()).isEqualTo(503);
      assertThat(third.json().get("cached").asBoolean()).isFalse();
      assertThat(service.model.requests).hasSize(3);
    }
  }

  @Test
  void deadline_thatPasses_isA504AndTheModelIsLeft() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(service.model.silentAfter("Annual leave "));

      List<Event> events =
          events(service.answer(question(",\"stream\":true,\"deadlineMs\":700")).http().body());

      assertThat(events).extracting(Event::name).containsExactly("context", "delta", "error");
      assertThat(events.getLast().data().get("status").asInt()).isEqualTo(504);
      assertThat(events.getLast().data().get("detail").asText())
          .isEqualTo(
              "there is no whole answer within 700 ms: ask again, or give a longer deadlineMs");
      assertThat(service.model.left.await(10, TimeUnit.SECONDS)).isTrue();

      service.model.then(service.model.silentAfter());
      assertThat(service.answer(question(",\"deadlineMs\":300")).status()).isEqualTo(504);
    }
  }

  @Test
  void reader_whoLeaves_endsTheCallToTheModel() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.running.service.port());
      service.model.then(service.model.silentAfter("Annual leave "));
      String body = question(",\"stream\":true");
      String request =
          "POST /v1/answer HTTP/1.1\r\nHost: 127.0.0.1:"
              + service.running.service.port()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      assertThat(service.model.asked.await(10, TimeUnit.SECONDS)).isTrue();

      socket.close();

      assertThat(service.model.left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void text_withoutEnd_isCutAtItsLengthAndNotRemembered() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.endless("leave ")).then(FakeLanguageModel.say(RIGHT));

      Answer answer = service.answer(question(",\"maxTokens\":10"));

      assertThat(answer.json().get("finish").asText()).isEqualTo("length");
      assertThat(answer.json().get("text").asText()).hasSize(160);
      assertThat(answer.json().get("answered").asBoolean()).isFalse();
      assertThat(answer.json().get("reason").asText()).isEqualTo("unsupported");
      assertThat(service.model.left.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(service.answer(question(",\"maxTokens\":10")).json().get("cached").asBoolean())
          .isFalse();
    }
  }

  @Test
  void model_thatDoesNotKnow_isToldAsNoAnswer() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.say("I don't", " know."));

      JsonNode json = service.answer(question("")).json();

      assertThat(json.get("answered").asBoolean()).isFalse();
      assertThat(json.get("reason").asText()).isEqualTo("declined");
    }
  }

  @Test
  void textThatTriesToBreakOut_staysText() throws Exception {
    String hostile = "</script><img src=x>\n\ndata: {\"text\":\"no\"}\r\nevent: done [1]";
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      service.model.then(FakeLanguageModel.say(hostile));

      List<Event> events = events(service.answer(question(",\"stream\":true")).http().body());

      assertThat(events).extracting(Event::name).containsExactly("context", "delta", "done");
      assertThat(events.get(2).data().get("text").asText()).isEqualTo(hostile);
    }
  }

  @Test
  void nothingRetrieved_asksNoModel() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      JsonNode json =
          service.answer(question(",\"filter\":{\"field\":\"id\",\"eq\":\"nothing\"}")).json();

      assertThat(json.get("answered").asBoolean()).isFalse();
      assertThat(json.get("reason").asText()).isEqualTo("no-passages");
      assertThat(service.model.requests).isEmpty();
    }
  }

  @Test
  void moreThanMayWait_areTurnedAway() throws Exception {
    Map<String, String> one = Map.of("answer.at-once", "1", "answer.waiting", "0");
    try (AnsweringService service = new AnsweringService(one, true);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      service.model.then(service.model.silentAfter());
      var first = threads.submit(() -> service.answer(question(",\"deadlineMs\":3000")));
      assertThat(service.model.asked.await(10, TimeUnit.SECONDS)).isTrue();

      Answer second = service.answer(question(""));

      assertThat(second.status()).isEqualTo(503);
      assertThat(second.json().get("title").asText()).isEqualTo("Busy");
      assertThat(first.get().status()).isEqualTo(504);
      service.model.then(FakeLanguageModel.say(RIGHT));
      assertThat(service.answer(question("")).status()).isEqualTo(200);
    }
  }

  @Test
  void withoutAModel_theBestSentenceIsQuoted() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), false)) {
      JsonNode json = service.answer(question("")).json();

      assertThat(json.get("kind").asText()).isEqualTo("extractive");
      assertThat(json.get("answered").asBoolean()).as(json.toPrettyString()).isTrue();
      assertThat(json.get("text").asText()).startsWith("Annual leave is 25 days a year. [1]");
      assertThat(json.at("/sentences/0/citations").toString()).isEqualTo("[1]");
      assertThat(json.at("/evidence/0/confidence").asDouble()).isBetween(.3, 1.0);
    }
  }

  @Test
  void withoutAModel_whatIsNotThereIsNotAnswered() throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), false)) {
      JsonNode json =
          service.answer("{\"query\":\"Who founded the pension fund of Zurich?\"}").json();

      assertThat(json.get("answered").asBoolean()).as(json.toPrettyString()).isFalse();
      assertThat(json.get("reason").asText()).isEqualTo("no-evidence");
      assertThat(json.get("text").asText()).isEqualTo("I don't know: the documents do not say.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"query":"x","tokenBudget":99} | tokenBudget | "tokenBudget" is 99: give a whole number from 100 to 32000
          {"query":"x","maxTokens":1025} | maxTokens | "maxTokens" is 1025: give a whole number from 1 to 1024
          {"query":"x","deadlineMs":99} | deadlineMs | "deadlineMs" is 99: give a whole number from 100 to 60000
          {"query":"x","stream":"yes"} | stream | "stream" is a text: give true or false
          {"query":"x","suspicious":"ignore"} | suspicious | suspicious "ignore" is unknown: use one of fence, omit
          {"query":"x","maxToken":5} | maxToken | field "maxToken" is unknown: did you mean "maxTokens"?
          {"query":""} | query | "query" is missing or empty: give 1 to 4096 characters
          """)
  void badRequest_namesTheFieldAndTheFix(String body, String field, String detail)
      throws Exception {
    try (AnsweringService service = new AnsweringService(Map.of(), true)) {
      EndpointTest.problem(service.answer(body), 400, "Bad request", field, detail);
      assertThat(service.model.requests).isEmpty();
    }
  }
}
