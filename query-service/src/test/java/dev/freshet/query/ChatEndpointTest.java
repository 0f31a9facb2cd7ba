package dev.freshet.query;

import static dev.freshet.query.AnsweringService.QUESTION;
import static dev.freshet.query.AnsweringService.events;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.query.AnsweringService.Event;
import dev.freshet.query.RunningService.Answer;
import dev.freshet.query.completion.FakeLanguageModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatEndpointTest {
  private static final String RIGHT = "Annual leave is 25 days a year [1].";
  private static final String MESSAGES =
      "\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]";

  private AnsweringService service;

  @BeforeEach
  void start() throws Exception {
    service = new AnsweringService(Map.of("answer.history-characters", "30"), true);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void chat_isAnsweredAsOpenAisClientsReadIt() throws Exception {
    service.model.then(FakeLanguageModel.say(RIGHT));

    JsonNode json =
        service
            .chat("{\"model\":\"freshet\",\"temperature\":0.7,\"user\":\"u\"," + MESSAGES + "}")
            .json();

    assertThat(json.get("object").asText()).isEqualTo("chat.completion");
    assertThat(json.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    assertThat(json.at("/choices/0/message/content").asText()).isEqualTo(RIGHT);
    assertThat(json.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(1100);
    assertThat(json.at("/freshet/sentences/0/supported").asBoolean()).isTrue();
    assertThat(json.at("/freshet/citations/0/document/id").asText()).isEqualTo("leave");
  }

  @Test
  void stream_isMadeOfChunksUntilDone() throws Exception {
    service.model.then(FakeLanguageModel.say("Annual leave is ", "25 days a year [1]."));

    Answer answer =
        service.chat(
            "{\"stream\":true,\"stream_options\":{\"include_usage\":true}," + MESSAGES + "}");

    List<Event> events = events(answer.http().body());
    assertThat(events.getFirst().data().at("/choices/0/delta/role").asText())
        .isEqualTo("assistant");
    StringBuilder text = new StringBuilder();
    events.forEach(e -> text.append(e.data().at("/choices/0/delta/content").asText("")));
    assertThat(text.toString()).isEqualTo(RIGHT);
    assertThat(events.getLast().data().isNull()).isTrue();
    assertThat(events.get(events.size() - 2).data().at("/usage/prompt_tokens").asInt())
        .isEqualTo(1000);
    JsonNode end = events.get(events.size() - 3).data();
    assertThat(end.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(end.at("/freshet/answered").asBoolean()).isTrue();
  }

  @Test
  void stream_thatBreaksOff_saysSoAndIsNotDone() throws Exception {
    service.model.then(FakeLanguageModel.breakOff("Annual "));

    List<Event> events = events(service.chat("{\"stream\":true," + MESSAGES + "}").http().body());

    assertThat(events.getLast().data().at("/error/type").asText()).isEqualTo("server_error");
    assertThat(events.getLast().data().at("/freshet/status").asInt()).isEqualTo(503);
  }

  @Test
  void history_isGivenToTheModelAsFarAsItMayBeLong() throws Exception {
    service.model.then(FakeLanguageModel.say(RIGHT));

    service.chat(
        """
        {"messages":[
          {"role":"system","content":"too long to be kept beside the rest"},
          {"role":"user","content":"Hello"},
          {"role":"assistant","content":"Good morning"},
          {"role":"user","content":[{"type":"text","text":"How many days of leave?"}]}]}
        """);

    JsonNode asked = service.model.requests.getFirst().get("messages");
    assertThat(asked.findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "user");
    assertThat(asked.get(2).get("content").asText()).isEqualTo("Good morning");
    assertThat(asked.get(3).get("content").asText()).endsWith("Question: How many days of leave?");
  }

  @Test
  void ownFields_chooseWhatIsRetrieved() throws Exception {
    JsonNode json =
        service
            .chat("{\"freshet\":{\"filter\":{\"field\":\"id\",\"eq\":\"none\"}}," + MESSAGES + "}")
            .json();

    assertThat(json.at("/freshet/reason").asText()).isEqualTo("no-passages");
  }

  @Test
  void models_areOne() throws Exception {
    JsonNode json = service.running.get("/v1/models").json();

    assertThat(json.get("object").asText()).isEqualTo("list");
    assertThat(json.get("data").findValuesAsText("id")).containsExactly("freshet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | messages | "messages" must be a list of 1 to 1000 messages, such as {"messages":[{"role":"user","content":"…"}]}
          {"messages":[{"role":"robot","content":"x"}]} | messages[0].role | "messages[0].role": give system, developer, user or assistant
          {"messages":[{"role":"assistant","content":"x"}]} | messages | the last of "messages" is not the user's: it is the question
          {"messages":[{"role":"user","content":""}]} | query | "query" is missing or empty: give 1 to 4096 characters
          {"messages":[{"role":"user","content":[{"type":"image_url"}]}]} | messages[0].content | "messages[0].content" has a part that is no text: give texts alone
          {"model":"gpt","messages":[]} | model | model "gpt" is unknown: use freshet
          {"n":2,"messages":[]} | n | "n" is 2: give a whole number from 1 to 1
          {"tools":[{}],"messages":[]} | tools | "tools" is not offered: leave it out
          {"response_format":{"type":"json_object"},"messages":[]} | response_format | "response_format" is not offered: leave it out
          {"freshet":{"filtr":1},"messages":[{"role":"user","content":"x"}]} | freshet.filtr | field "freshet.filtr" is unknown: did you mean "freshet.filter"?
          """)
  void badRequest_isAProblemAndAnErrorOfOpenAis(String body, String field, String detail)
      throws Exception {
    Answer answer = service.chat(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).isEqualTo(detail);
    assertThat(answer.json().at("/error/message").asText()).isEqualTo(detail);
    assertThat(answer.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
  }
}
