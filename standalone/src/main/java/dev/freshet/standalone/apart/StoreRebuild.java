package dev.freshet.standalone.apart;

import dev.freshet.common.document.Lane;
import dev.freshet.common.document.Stage;
import dev.freshet.standalone.process.DataFolder;
import dev.freshet.standalone.process.GenerationNames;
import dev.freshet.standalone.process.Log;
import dev.freshet.standalone.process.StartRefused;
import dev.freshet.stores.qdrant.QdrantPassageStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
   * @throws StartRefused where ingest services still index, or a lane has records and no source
   * @throws dev.freshet.common.failure.Outage where Kafka or Qdrant does not answer
   */
  public void run(Watching watching) throws InterruptedException {
    Log.toConsole(its.common().service().log());
    try (DataFolder _ =
            DataFolder.take(its.common().service().data(), DataFolder.LEAST_FREE_BYTES);
        Admin admin = Cluster.admin(its.common().kafka().clients());
        IngestProcess jobs = new IngestProcess(its)) {
      GenerationNames names = jobs.names();
      String generation = names.name();
      GroupOffsets offsets = new GroupOffsets(admin, topics(names, lanes()));
      offsets.requireNobody(its.ingest().sessionTimeout().plus(LONGER));
      requireNothingElse(admin, topics(names, EnumSet.complementOf(lanes())));
      // In this order: killed in between, all of it is applied once more to what there is.
      offsets.rewind();
      QdrantPassageStore.remove(its.common().qdrant(), generation);
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

  /** Of lanes that nobody would read here. */
  private static void requireNothingElse(Admin admin, Map<String, String> others) {
    if (new GroupOffsets(admin, others).progress().all() > 0) {
      throw new StartRefused(
          "there are records in "
              + others.values()
              + " and no source of that lane: give the same --source as to the ingest services");
    }
  }

  /** Those that have sources, and the slow one. */
  private EnumSet<Lane> lanes() {
    EnumSet<Lane> lanes = EnumSet.of(Lane.SLOW);
    its.common().line().sources().forEach(source -> lanes.add(source.lane()));
    return lanes;
  }

  /** By group, what it reads. */
  private static Map<String, String> topics(GenerationNames names, Set<Lane> lanes) {
    return lanes.stream()
        .collect(Collectors.toMap(lane -> names.group(Stage.INDEX, lane), names::embedded));
  }
}
