package dev.freshet.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.query.exchange.Problem;
import dev.freshet.query.exchange.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
  private final Router router =
      new Router(
          List.of(
              Route.open("/a", _ -> new Reply(200, "text/plain", Map.of(), new byte[0])),
              Route.open("/a/{id}", _ -> new Reply(200, "text/plain", Map.of(), new byte[0]))));

  private String id(String path) {
    return router.find("GET", path).orElseThrow().parameters().get("id");
  }

  @Test
  void parameter_encodedSlashUmlautAndPlus_isDecodedOnce() {
    assertThat(id("/a/x%2Fy")).isEqualTo("x/y");
    assertThat(id("/a/%C3%BC+%252F")).isEqualTo("ü+%2F");
    assertThat(id("/a/..%2F..")).isEqualTo("../..");
  }

  @Test
  void path_withAnotherNumberOfSegments_fitsNoRoute() {
    assertThat(router.find("GET", "/a/b/c")).isEmpty();
    assertThat(router.find("GET", "/a/")).isEmpty();
    assertThat(router.find("GET", "/")).isEmpty();
  }

  @Test
  void parameter_thatIsNoUtf8_isAProblemThatNamesIt() {
    for (String bad : List.of("%FF", "%", "%4", "%zz")) {
      assertThatThrownBy(() -> router.find("GET", "/a/" + bad))
          .isInstanceOf(Problem.class)
          .hasMessage("\"id\" in the path cannot be decoded: percent-encode its UTF-8 bytes");
    }
  }

  @Test
  void path_thatIsATemplateWordForWord_isOfNoOtherTemplate() {
    Router both =
        new Router(
            List.of(
                Route.open("/a/{id}", _ -> new Reply(200, "text/plain", Map.of(), new byte[0])),
                new Route(
                    "POST",
                    "/a/all",
                    java.util.Optional.empty(),
                    Route.BodyKind.NONE,
                    _ -> new Reply(200, "text/plain", Map.of(), new byte[0]))));

    assertThat(both.find("POST", "/a/all")).isPresent();
    assertThatThrownBy(() -> both.find("GET", "/a/all"))
        .isInstanceOf(Problem.class)
        .hasMessage("/a/all takes no GET: use POST");
  }
}
