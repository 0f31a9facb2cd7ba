package dev.freshet.evaluation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evaluation.faults.Answer.Hit;
import dev.freshet.evaluation.faults.Truth.Name;
import dev.freshet.evaluation.faults.Truth.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The storm is worth what its check would catch. */
class CheckTest {
  private static final Name NAME = new Name("acme", "doc-1");
  private static final Reader NOBODY = reader(Set.of());
  private static final Reader LEGAL = reader(Set.of("group:legal"));

  private final Truth truth = new Truth();

  @Test
  void wholeNewestVersion_isRight() throws InterruptedException {
    publish(3, 2);
    assertThat(wrong(NOBODY, 3, hit(3, 0), hit(3, 1))).isEmpty();
  }

  @Test
  void versionBehindWhatWasTold_isStale() throws InterruptedException {
    publish(3, 1);
    publish(5, 1);
    assertThat(wrong(NOBODY, 5, hit(3, 0))).singleElement().asString().startsWith("stale");
    assertThat(wrong(NOBODY, 4, hit(3, 0))).isEmpty();
  }

  @Test
  void missingDocument_isLost_unlessItMayBeGone() throws InterruptedException {
    publish(3, 1);
    assertThat(wrong(NOBODY, 3)).singleElement().asString().startsWith("lost");
    assertThat(wrong(NOBODY, 2)).isEmpty();
    truth.intend(NAME, new Deed.Delete());
    assertThat(wrong(NOBODY, 3)).isEmpty();
  }

  @Test
  void deletedDocument_isNotShown() throws InterruptedException {
    publish(3, 1);
    deed(4, new Deed.Delete());
    assertThat(wrong(NOBODY, 4, hit(3, 0))).singleElement().asString().startsWith("stale");
    assertThat(wrong(NOBODY, 4)).isEmpty();
  }

  @Test
  void twoVersions_areMixed() throws InterruptedException {
    publish(3, 2);
    publish(4, 2);
    assertThat(wrong(NOBODY, 3, hit(4, 0), hit(3, 1))).anyMatch(w -> w.startsWith("mixed"));
  }

  @Test
  void halfAndDouble_areTold() throws InterruptedException {
    publish(3, 2);
    assertThat(wrong(NOBODY, 3, hit(3, 0))).singleElement().asString().startsWith("half");
    assertThat(wrong(NOBODY, 3, hit(3, 0), hit(3, 0)))
        .singleElement()
        .asString()
        .startsWith("double");
  }

  @Test
  void foreignTenantAndForbiddenReader_areTold() throws InterruptedException {
    deed(3, new Deed.Publish(1, Set.of("group:legal"), Optional.empty()));
    assertThat(wrong(LEGAL, 3, hit(3, 0))).isEmpty();
    assertThat(wrong(NOBODY, 3, hit(3, 0))).singleElement().asString().startsWith("forbidden");
    assertThat(wrong(NOBODY, 3)).isEmpty();
    assertThat(wrong(LEGAL, 3, new Hit("doc-1", "documents-0@3", 0, "w1q of umbrella, edition 1")))
        .singleElement()
        .asString()
        .startsWith("foreign");
  }

  @Test
  void expired_isNotShown() throws InterruptedException {
    Instant longAgo = Instant.now().minusSeconds(60);
    deed(3, new Deed.Publish(1, Set.of(), Optional.of(longAgo)));
    assertThat(wrong(NOBODY, 3)).isEmpty();
    assertThat(wrong(NOBODY, 3, hit(3, 0))).singleElement().asString().startsWith("forbidden");
  }

  private void publish(long offset, int sections) {
    deed(offset, new Deed.Publish(sections, Set.of(), Optional.empty()));
  }

  private void deed(long offset, Deed deed) {
    truth.intend(NAME, deed);
    truth.acknowledged(NAME, new Version("documents-0", offset, deed));
  }

  private List<String> wrong(Reader reader, long told, Hit... hits) throws InterruptedException {
    return new Check(truth)
        .violations(NAME, reader, new Answer(List.of(hits), Map.of()), told, Instant.now());
  }

  private static Hit hit(long offset, int ordinal) {
    return new Hit("doc-1", "documents-0@" + offset, ordinal, "Here stands w1q of acme, edition 1");
  }

  private static Reader reader(Set<String> principals) {
    return new Reader("key", "acme", principals);
  }
}
