import dev.freshet.client.FreshetClient;
import dev.freshet.client.Hit;
import dev.freshet.client.Publication;
import dev.freshet.client.Search;
import dev.freshet.client.Token;
import java.time.Duration;

/** Publishes a document, waits until it is retrievable, asks, and prints what was found and where. */
void main(String... arguments) {
  String url = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8080";
  try (FreshetClient freshet = FreshetClient.of(url)) {
    Token token =
        freshet.publish(
            Publication.of("leave-java.txt", "Employees have thirty days of paid leave a year.")
                .title("Leave of absence")
                .sourceUri("https://example.org/leave")
                .meta("team", "people"));
    IO.println("published as " + token);

    Search search = Search.of("How many days of leave?").limit(3);
    var found = freshet.search(search.after(token).patience(Duration.ofSeconds(30)));
    for (Hit hit : found.results()) {
      IO.println(
          "%.2f %s [%s, %s]"
              .formatted(
                  hit.score(),
                  hit.passage().text(),
                  hit.document().title(),
                  hit.document().sourceUri()));
    }
    IO.println("fresh up to " + found.freshness().offsets());
  }
}
