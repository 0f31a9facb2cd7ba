package dev.freshet.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  private static final List<Location> ALLOWED =
      Location.parseAll("file:/srv/claims, s3://bucket/in/box");
  private static final List<Location> ODD =
      Location.parseAll("file:/srv/my%20claims, s3://my_bucket/in%20b%C3%BCx");

  private static boolean allowed(String address) {
    return ALLOWED.stream().anyMatch(l -> l.nameOf(URI.create(address)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/srv/claims/a",
        "file:///srv/claims/a/b.pdf",
        "file:/srv/claims/%C3%BC%20b.pdf",
        "s3://bucket/in/box/a",
        "s3://bucket/in/box/a/..b"
      })
  void addressWithin_isAllowed(String address) {
    assertThat(allowed(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/srv/claims",
        "file:/srv/claims/",
        "file:/srv/claims-old/a",
        "file:/srv/claims/../secret",
        "file:/srv/claims/%2e%2e/secret",
        "file:/srv/claims/%2E%2E%2Fsecret",
        "file:/srv/claims/a/../../secret",
        "file:/srv/claims//etc/passwd",
        "file:/srv/claims/./a",
        "file:/srv/claims/a%00.txt",
        "file:/srv/claims/a%0Ab",
        "file:/etc/passwd",
        "file://host/srv/claims/a",
        "file:/srv/claims/a?x=1",
        "file:/srv/claims/a#x",
        "file:srv/claims/a",
        "FILE:/srv/claims/a",
        "http://169.254.169.254/latest/meta-data/",
        "http://bucket/in/box/a",
        "s3://bucket/in/boxes/a",
        "s3://bucket/in/box/../other",
        "s3://bucket/in/box/%2e%2e/other",
        "s3://bucket/in/box//a",
        "s3://other/in/box/a",
        "s3://bucket:80/in/box/a",
        "s3://user@bucket/in/box/a",
        "s3://user:password@bucket/in/box/a",
        "s3://bucket/in/box/a?versionId=1",
        "s3:bucket/in/box/a",
        "s3a://bucket/in/box/a",
        "jar:file:/srv/claims/a!/b",
        "data:text/plain,a"
      })
  void addressElsewhere_isNot(String address) {
    assertThat(allowed(address)).isFalse();
  }

  @Test
  void overlongNames_areNot() {
    assertThat(allowed("file:/srv/claims/" + "a".repeat(256))).isFalse();
    assertThat(allowed("s3://bucket/in/box/" + "a/".repeat(600) + "a")).isFalse();
  }

  @Test
  void wholeBucket_isALocation() {
    assertThat(Location.parse("s3://bucket").nameOf(URI.create("s3://bucket/a/b"))).contains("a/b");
    assertThat(Location.parse("s3://bucket/").key("a/b")).isEqualTo("a/b");
  }

  @Test
  void name_andAddress_areEachOthersInverse() {
    for (Location location : Stream.concat(ALLOWED.stream(), ODD.stream()).toList()) {
      assertThat(location.nameOf(location.address("ab/cd"))).contains("ab/cd");
    }
    assertThat(ALLOWED.getLast().key("ab/cd")).isEqualTo("in/box/ab/cd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/claims",
        "file:/",
        "file:claims",
        "http://a/b",
        "s3://",
        "s3://b/../c",
        "x y"
      })
  void whatIsNoLocation_isRefused_sayingWhatToGive(String text) {
    assertThatThrownBy(() -> Location.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("give file:/folder or s3://bucket/prefix");
  }
}
