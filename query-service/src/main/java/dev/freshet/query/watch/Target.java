package dev.freshet.query.watch;

import java.net.URI;

/** Where a registered watch pushes. */
sealed interface Target {
  /**
   * An HTTP endpoint.
   *
   * @param url that is posted to
   * @param secret that the posts are signed with; never told again
   */
  record Webhook(URI url, String secret) implements Target {
    @Override
    public String toString() {
      return "Webhook[" + url + "]";
    }
  }

  /**
   * A Kafka topic.
   *
   * @param name of it
   */
  record Topic(String name) implements Target {}
}
