package dev.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyEndpointTest extends EndpointTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | body | the body is empty: give JSON such as {"repair":false}
          {"repare":true} | repare | field "repare" is unknown: did you mean "repair"?
          {"repair":"yes"} | repair | "repair" is a text: give true or false
          {"source":"documnets"} | source | source "documnets" is unknown: did you mean "documents"?
          """)
  void verify_badRequest_namesTheFieldAndTheFix(String body, String field, String detail)
      throws Exception {
    problem(post(body == null ? "" : body), 400, "Bad request", field, detail);
  }

  private RunningService.Answer post(String body) throws Exception {
    return running.send(
        running
            .request("/v1/verify")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void report_beforeAnyRound_saysSo() throws Exception {
    var answer = running.get("/v1/verify");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("running").asBoolean()).isFalse();
    assertThat(answer.json().path("last").isNull()).isTrue();
  }
}
