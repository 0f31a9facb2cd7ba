package dev.freshet.claims;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client of a bucket. */
final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** How long a connection may be silent. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private S3Clients() {}

  static S3Client of(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE)
                    .build())
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            // Bytes are held against the reference; other servers do not all know AWS's own sums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD));
    settings.endpoint().ifPresent(builder::endpointOverride);
    if (settings.accessKey().isEmpty()) {
      builder.credentialsProvider(DefaultCredentialsProvider.builder().build());
    } else {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
    }
    return builder.build();
  }
}
