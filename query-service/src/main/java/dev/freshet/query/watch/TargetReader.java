package dev.freshet.query.watch;

import dev.freshet.query.exchange.Fields;
import dev.freshet.query.exchange.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Reads targets, and refuses those that may not be reached. */
final class TargetReader {
  private static final List<String> FIELDS = List.of("webhook", "secret", "topic");
  private static final int MAX_URL = 2000;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TargetSettings settings;

  TargetReader(TargetSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws Problem naming the field and the fix
   */
  Target read(Fields body) {
    if (!body.has("target")) {
      throw Problem.field(
          "target", "\"target\" is missing: give {\"webhook\":\"https://…\"} or {\"topic\":\"…\"}");
    }
    Fields target = Fields.of(body.get("target"), "target", FIELDS);
    if (target.has("webhook") == target.has("topic")) {
      throw Problem.field("target", "\"target\": give one of webhook or topic");
    }
    return target.has("topic") ? topic(target) : webhook(target);
  }

  private Target topic(Fields target) {
    String name = target.text("topic").orElseThrow();
    if (!settings.topics().contains(name)) {
      throw Problem.field(
          "target.topic",
          "\"target.topic\": this service may not push to that topic; its setting watch.topics"
              + " names those it may");
    }
    return new Target.Topic(name);
  }

  private Target webhook(Fields target) {
    URI url = url(target.text("webhook").orElseThrow());
    String secret = target.text("secret").orElseGet(TargetReader::secret);
    if (secret.length() < 16 || secret.length() > 256) {
      throw Problem.field(
          "target.secret", "\"target.secret\": give 16 to 256 characters, or leave it out");
    }
    requireAllowed(url);
    return new Target.Webhook(url, secret);
  }

  private URI url(String text) {
    try {
      URI url = new URI(text);
      boolean scheme =
          "https".equals(url.getScheme()) || (settings.plain() && "http".equals(url.getScheme()));
      if (scheme
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null
          && text.length() <= MAX_URL) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Told below.
    }
    throw Problem.field(
        "target.webhook",
        "\"target.webhook\": give an absolute "
            + (settings.plain() ? "http or https" : "https")
            + " address of at most "
            + MAX_URL
            + " characters, without user or fragment");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Looked at when it is registered and before each push: a name may point elsewhere by then.
   *
   * @throws Problem where it may not be reached
   */
  void requireAllowed(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (!settings.hosts().isEmpty() && !settings.hosts().contains(host)) {
      throw refused("its host is none of those that the setting watch.webhook-hosts names");
    }
    if (settings.privateAddresses()) {
      return;
    }
    try {
      boolean open = Arrays.stream(InetAddress.getAllByName(host)).allMatch(TargetReader::open);
      if (!open) {
        throw refused("it does not lead to a public address");
      }
    } catch (UnknownHostException _) {
      throw refused("its host is not known");
    }
  }

  private static Problem refused(String why) {
    return Problem.field("target.webhook", "\"target.webhook\" may not be reached: " + why);
  }

  /** Whether an address is of the open Internet, as far as its number tells. */
  static boolean open(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean special =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean reserved =
        bytes.length == 4
            ? first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0)
                || (first == 198 && (second == 18 || second == 19))
            // Unique local, the addresses that hold IPv4 ones, and documentation.
            : (first & 0xfe) == 0xfc
                || (first == 0 && second == 0x64)
                || (first == 0 && second == 0)
                || (first == 0x20 && second == 0x02)
                || (first == 0x20 && second == 0x01 && bytes[2] == 0);
    return !special && !reserved;
  }
}
