package dev.freshet.claims;

import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket. What the server says of one object is the object's; whatever else it says is
 * an outage, also that it does not let us in. A refusal of one object is told from that by asking
 * for the bucket itself.
 */
final class S3Place implements Place {
  private static final int FORBIDDEN = 403;
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Location location;
  private final S3Client client;
  private final Path working;
  private final Copying copying;

  /**
   * @param working where bodies are gathered: S3 wants to know their length first
   */
  S3Place(Location location, S3Client client, Path working, Copying copying) {
    this.location = location;
    this.client = client;
    this.working = working;
    this.copying = copying;
  }

  private record OpenObject(ResponseInputStream<GetObjectResponse> bytes) implements Opened {
    @Override
    public long size() {
      return bytes.response().contentLength();
    }

    @Override
    public void close() {
      bytes.abort();
    }
  }

  @Override
  public Opened open(String name) throws Unclaimable {
    try {
      return new OpenObject(
          client.getObject(
              get ->
                  get.bucket(location.bucket())
                      .key(location.key(name))
                      .overrideConfiguration(o -> o.apiCallTimeout(ANSWER))));
    } catch (NoSuchKeyException _) {
      throw new Unclaimable(Reason.CLAIM_MISSING, "there is no object " + name + " in " + location);
    } catch (InvalidObjectStateException _) {
      throw new Unclaimable(
          Reason.CLAIM_MISSING, "the object " + name + " in " + location + " is archived");
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN && letsUsIn()) {
        throw new Unclaimable(
            Reason.CLAIM_REFUSED,
            "the object " + name + " in " + location + " may not be read by this service");
      }
      throw away(e);
    } catch (SdkException e) {
      throw away(e);
    }
  }

  private boolean letsUsIn() {
    try {
      client.headBucket(head -> head.bucket(location.bucket()));
      return true;
    } catch (SdkException _) {
      return false;
    }
  }

  @Override
  public void write(String name, InputStream body) {
    try {
      Path file = WorkingFiles.name(working);
      try {
        copying.to(file, body);
        client.putObject(
            put ->
                put.bucket(location.bucket())
                    .key(location.key(name))
                    .overrideConfiguration(o -> o.apiCallTimeout(copying.within())),
            RequestBody.fromFile(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (SdkException e) {
      throw away(e);
    } catch (IOException e) {
      throw new Outage(
          ClaimStores.DEPENDENCY, working + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void remove(String name) {
    try {
      client.deleteObject(
          delete ->
              delete
                  .bucket(location.bucket())
                  .key(location.key(name))
                  .overrideConfiguration(o -> o.apiCallTimeout(ANSWER)));
    } catch (SdkException e) {
      throw away(e);
    }
  }

  @Override
  public void visit(String owner, Visitor visitor) {
    String ours = location.key("");
    try {
      for (S3Object object :
          client
              .listObjectsV2Paginator(
                  list ->
                      list.bucket(location.bucket())
                          .prefix(ours + (owner.isEmpty() ? "" : owner + "/"))
                          .overrideConfiguration(o -> o.apiCallTimeout(ANSWER)))
              .contents()) {
        String name = object.key().substring(ours.length());
        if (Names.isOurs(name)) {
          visitor.found(new Standing(name, object.lastModified()));
        }
      }
    } catch (SdkException e) {
      throw away(e);
    }
  }

  /** The SDK's messages hold no credentials; its requests do, and are not shown. */
  private Outage away(SdkException e) {
    return new Outage(ClaimStores.DEPENDENCY, location + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    client.close();
  }
}
