package dev.freshet.ingest.streams;

/**
 * How much of one partition may be in flight in one job.
 *
 * @param documents at least 1
 * @param bytes of the documents as read; one document may be larger
 */
public record WindowLimits(int documents, long bytes) {

  /**
   * @throws IllegalArgumentException when one is below 1
   */
  public WindowLimits {
    if (documents < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a window of " + documents + " documents, " + bytes + " B");
    }
  }
}
