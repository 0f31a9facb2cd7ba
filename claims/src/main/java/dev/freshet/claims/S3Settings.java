package dev.freshet.claims;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How S3 is reached.
 *
 * @param endpoint of a server other than Amazon's; empty: Amazon's own
 * @param region such as {@code eu-central-1}
 * @param accessKey who reads and writes; empty: as AWS's own tools find out
 * @param secretKey its secret
 * @param pathStyle whether the bucket is named in the path instead of the host
 */
record S3Settings(
    Optional<URI> endpoint, String region, String accessKey, String secretKey, boolean pathStyle) {
  static final Setting<Optional<URI>> ENDPOINT =
      Setting.httpAddress(
          "claim.s3-endpoint",
          "https://s3.example.org:9000",
          "The S3-compatible server of claims; empty: Amazon's own.");
  static final Setting<String> REGION =
      Setting.text("claim.s3-region", "us-east-1", "The region of claims in S3.");
  static final Setting<String> ACCESS_KEY =
      Setting.secret(
          "claim.s3-access-key",
          "Who reads and writes claims in S3; empty: what AWS_ACCESS_KEY_ID, a profile, the"
              + " container or the machine says.");
  static final Setting<String> SECRET_KEY =
      Setting.secret("claim.s3-secret-key", "The secret of claim.s3-access-key.");
  static final Setting<Boolean> PATH_STYLE =
      Setting.flag(
          "claim.s3-path-style",
          false,
          "Whether the bucket stands in the address's path and not in its host, as servers other"
              + " than Amazon's often want.");

  static final List<Setting<?>> ALL = List.of(ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY, PATH_STYLE);

  static S3Settings of(Settings settings) {
    S3Settings read =
        new S3Settings(
            settings.get(ENDPOINT),
            settings.get(REGION),
            settings.get(ACCESS_KEY),
            settings.get(SECRET_KEY),
            settings.get(PATH_STYLE));
    if (read.accessKey.isEmpty() != read.secretKey.isEmpty()) {
      settings.problem(
          ACCESS_KEY.key() + " and " + SECRET_KEY.key() + " belong together: give both or none");
    }
    return read;
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "S3Settings[" + endpoint.map(URI::toString).orElse("Amazon") + "]";
  }
}
