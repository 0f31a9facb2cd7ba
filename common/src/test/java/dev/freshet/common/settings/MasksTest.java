package dev.freshet.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MasksTest {
  private static final String SECRET = "hunter2-hunter2";

  @Test
  void known_isHiddenWhereverItStands_alsoEncodedOrInLines() {
    Masks masks = new Masks(List.of("pa\"ss/wörd", "first-line\nsecond-line", "abc"));

    assertThat(masks.text("at pa\"ss/wörd, \"pa\\\"ss/wörd\", pa%22ss%2Fw%C3%B6rd"))
        .isEqualTo("at [masked], \"[masked]\", [masked]");
    assertThat(masks.text("> second-line <")).isEqualTo("> [masked] <");
    assertThat(masks.text("abc is too short to be looked for")).startsWith("abc is");
    assertThat(masks).hasToString("Masks");
  }

  @Test
  void formOfACredential_isHiddenThoughItIsNotKnown() {
    for (String text :
        List.of(
            "http://ann:hunter2-hunter2@host:1/x",
            "https://hunter2-hunter2@host",
            "s3://key:hunter2-hunter2/with/slashes@bucket/p",
            "amqp+ssl://a:hunter2-hunter2@b@host, and http://other",
            "Authorization: Basic hunter2-hunter2",
            "{\"authorization\":\"Negotiate hunter2-hunter2\"}",
            "invalid header value: \"Bearer hunter2-hunter2\"",
            "https://host/p?api_key=hunter2-hunter2&x=1",
            "https://host/p?X-Amz-Signature=hunter2-hunter2&X-Amz-Security-Token=hunter2-hunter2",
            "password=hunter2-hunter2",
            "\"password\" : \"hunter2-hunter2\"",
            "{'client_secret': 'hunter2-hunter2'}",
            "sasl.jaas.config = org.x.PlainLoginModule required username=\"u\""
                + " password=\"hunter2-hunter2\";",
            "ssl.key.password = hunter2-hunter2",
            "{key: hunter2-hunter2, tenant: acme}",
            "access_token=hunter2-hunter2",
            "keys:\n  - key: hunter2-hunter2",
            "keys:\n  - {name: a, key: 'hunter2-hunter2'}",
            "{\"key\":\"hunter2-hunter2\"}",
            "key=hunter2-hunter2",
            "token=hunter2-hunter2",
            "passphrase: hunter2-hunter2",
            "-----BEGIN RSA PRIVATE KEY-----\nhunter2-hunter2\n-----END RSA PRIVATE KEY-----",
            "sk-hunter2-hunter2-hunter2",
            "eyJhbGciOiJIUzI1NiJ9.hunter2-hunter2.hunter2-hunter2")) {
      assertThat(Masks.FORMS.text("before " + text + "\nafter"))
          .as(text)
          .doesNotContain("hunter2")
          .startsWith("before ")
          .endsWith("after");
    }
  }

  @Test
  void privateKeyWithoutItsEnd_isHiddenToTheEnd() {
    assertThat(Masks.FORMS.text("a\n-----BEGIN PRIVATE KEY-----\nMIIE\nhunter2\n"))
        .isEqualTo("a\n[masked]");
  }

  @Test
  void whatIsNoSecret_stays() {
    for (String text :
        List.of(
            "passage.max-tokens = 220 (default)",
            "embedder.onnx.tokenizer = /m/tokenizer.json (file)",
            "answer.token-budget = 3000 (default)",
            "the token documents-0@41 is met",
            "watch-3@https is no address",
            "http://127.0.0.1:8080/v1/search",
            "2 keys, 1 new, 0 gone",
            "the request has no key: send one",
            "qdrant.api-key =  (default)",
            "claim.s3-access-key = [set] (environment)",
            "kafka.sasl-password = [set] (file)",
            "127.0.0.1:9092,broker-2:9092")) {
      assertThat(Masks.FORMS.text(text)).isEqualTo(text);
    }
  }

  @Test
  void masked_staysAsItIsWhenItIsMaskedAgain() {
    String once =
        Masks.FORMS.text(
            "http://a:hunter2@h password=hunter2 Authorization: Bearer hunter2\nBearer hunter2");
    assertThat(Masks.FORMS.text(once)).isEqualTo(once).doesNotContain("hunter2");
  }

  @Test
  void value_hidesALoginWithoutAScheme() {
    for (String value : List.of("ann:hunter2-hunter2@host:1", "ok:1,ann:hunter2-hunter2@host:1")) {
      assertThat(Masks.FORMS.value(new Settings.Effective("qdrant.address", value, "file")))
          .doesNotContain("hunter2");
    }
    assertThat(Masks.FORMS.value(new Settings.Effective("x", "http://a:hunter2@h:1/v1", "file")))
        .isEqualTo("http://[masked]@h:1/v1");
    assertThat(Masks.FORMS.value(new Settings.Effective("kafka.bootstrap", "a:1,b:2", "file")))
        .isEqualTo("a:1,b:2");
  }

  @Test
  void masksOfSettings_knowEverySecretThatWasRead() {
    Settings settings =
        new Settings(
            Map.of("one.key", SECRET), Map.of("FRESHET_TWO_KEY", "second-secret"), Map.of());
    settings.get(Setting.secret("one.key", "One."));
    settings.get(Setting.secret("two.key", "Two."));

    assertThat(settings.masks().text(SECRET + " second-secret")).isEqualTo("[masked] [masked]");
  }

  @Test
  void longHostileText_takesNoTime() {
    String hostile = "a://".repeat(10_000) + "password=".repeat(20_000) + "a:".repeat(100_000);
    assertThat(Masks.FORMS.text(hostile)).isNotEmpty();
  }

  @Test
  void hostileLine_isMaskedOnASmallStack() throws Exception {
    int length = 16 << 10;
    for (String part :
        List.of("eyJ-", "\\\"", "x", "-", "a:", "x-amz-", "authorization ", "a.b@", "'", " ")) {
      String many = part.repeat(length / part.length());
      for (String before :
          List.of("", "password=\"", "key='", "-----BEGIN PRIVATE KEY-----", "Bearer ", "a://")) {
        var failed = new ArrayList<Throwable>();
        Thread thread = new Thread(null, () -> Masks.FORMS.text(before + many), "small", 256 << 10);
        thread.setUncaughtExceptionHandler((_, e) -> failed.add(e));
        thread.start();
        thread.join();
        assertThat(failed).as(before + part).isEmpty();
      }
    }
  }

  @Test
  void longSecret_isHiddenWhole_alsoWithoutItsEnd() {
    String secret = "hunter2 ".repeat(1_000);
    for (String text :
        List.of("password=\"" + secret + "\"", "password=\"" + secret, "secret='" + secret)) {
      assertThat(Masks.FORMS.text(text)).doesNotContain("hunter2");
    }
  }

  @Test
  void textOfBeginningsOfTokens_isGoneOverOnce() {
    assertThat(Masks.FORMS.text("eyJ-".repeat(500_000))).isEqualTo("[masked]");
  }
}
