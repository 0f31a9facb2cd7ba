package dev.freshet.standalone.apart;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.common.topics.TopicNames;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.Log;
import dev.freshet.stores.qdrant.QdrantPassageStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes a generation's collections on Qdrant anew from {@code embedded.<generation>} alone: nothing
 * is parsed or embedded. Compaction has kept the last record of each document there, at its old
 * position, so what was told stays true: a query service waits until all of it is there again.
 */
public final class StoreRebuild {
  private static final long LOOK_EVERY_MILLIS = 200;

  /** A process that ended stays a member for its session's timeout, and somewhat longer. */
  private static final Duration LONGER = Duration.ofSeconds(3);

  private final IngestConfiguration its;
  private final PrintWriter out;

  /** Told how far it is. */
  public interface Watching {
    /** So many records of all are read. */
    void read(int done, int all);
  }

  /**
   * @param its settings of an ingest service that does the step index alone
   * @param out where a person reads
   */
  public StoreRebuild(IngestConfiguration its, PrintWriter out) {
    this.its = its;
    this.out = out;
  }

  /**
   * Does it all; where it breaks off it may be begun again.
   *
   * @param watching told now and then
   * @throws dev.freshet.standalone.process.StartRefused where ingest services still index
   * @throws dev.freshet.common.failure.Outage where Kafka or Qdrant does not answer
   */
  public void run(Watching watching) throws InterruptedException {
    Log.toConsole();
    try (DataFolder _ = DataFolder.take(its.service().data(), DataFolder.LEAST_FREE_BYTES);
        Admin admin = Admin.create(its.kafka().clients());
        IngestProcess jobs = new IngestProcess(its)) {
      String generation = jobs.generation().name();
      GroupOffsets offsets = new GroupOffsets(admin, topics(generation));
      offsets.requireNobody(its.ingest().sessionTimeout().plus(LONGER));
      QdrantPassageStore.remove(its.qdrant(), generation);
      offsets.rewind();
      out.println("Collections of generation " + generation + " are made anew …");
      out.flush();
      fill(jobs, offsets, watching);
    }
  }

  private void fill(IngestProcess jobs, GroupOffsets offsets, Watching watching)
      throws InterruptedException {
    long began = System.nanoTime();
    jobs.begin();
    jobs.open();
    GroupOffsets.Progress now = offsets.progress();
    while (now.done() < now.all()) {
      watching.read((int) now.done(), (int) now.all());
      Thread.sleep(LOOK_EVERY_MILLIS);
      now = offsets.progress();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long passages = jobs.passages();
    out.printf(
        "%d passages of %d records in %.1f s, %.0f passages/s. Start the services again.%n",
        passages, now.all(), seconds, passages / seconds);
  }

  /** By group, what it reads. */
  private Map<String, String> topics(String generation) {
    TopicNames names = its.service().topics(its.line().topics(), generation);
    String groups = its.service().groups(its.ingest().applicationPrefix(), generation);
    Map<String, String> topics = new HashMap<>();
    for (Lane lane : Lane.values()) {
      topics.put(groups + Stage.INDEX.label() + lane.suffix(), names.embedded(generation, lane));
    }
    return topics;
  }
}
