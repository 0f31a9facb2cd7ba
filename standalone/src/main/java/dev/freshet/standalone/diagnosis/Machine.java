package dev.freshet.standalone.diagnosis;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.freshet.standalone.process.DataFolder;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Figures of this process and its machine, sizes in bytes; -1: not known.
 *
 * @param heapMax the most that the heap may take
 * @param heapKept what the old generation held after its last collection
 * @param memory of the machine or container
 * @param openFiles file descriptors in use
 * @param mostFiles file descriptors that may be
 * @param diskFree of the disk of the data folder, to this user
 * @param deadlocked threads that wait for each other
 * @param others further figures, for people, by name
 */
record Machine(
    long heapMax,
    long heapKept,
    long memory,
    long openFiles,
    long mostFiles,
    long diskFree,
    int deadlocked,
    Map<String, Object> others) {

  /** Those of this process. */
  static Machine look(Path data) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, Object> others = new LinkedHashMap<>();
    process(others, system);
    long free = disk(data, others);
    long[] waiting = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return new Machine(
        Runtime.getRuntime().maxMemory(),
        kept(),
        system.getTotalMemorySize(),
        system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : -1,
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : -1,
        free,
        Objects.isNull(waiting) ? 0 : waiting.length,
        others);
  }

  /** These, where the process that looks is not the one that is meant. */
  Machine ofAnotherProcess() {
    return new Machine(-1, -1, memory, -1, -1, diskFree, 0, others);
  }

  private static void process(Map<String, Object> to, OperatingSystemMXBean system) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var threads = ManagementFactory.getThreadMXBean();
    to.put("pid", ProcessHandle.current().pid());
    to.put("started", Instant.ofEpochMilli(runtime.getStartTime()).toString());
    to.put("uptimeSeconds", runtime.getUptime() / 1000);
    to.put("processors", system.getAvailableProcessors());
    to.put("loadAverage", system.getSystemLoadAverage());
    to.put("processCpuLoad", system.getProcessCpuLoad());
    to.put("memoryFree", system.getFreeMemorySize());
    to.put("swapTotal", system.getTotalSwapSpaceSize());
    to.put("heapUsed", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    to.put("nonHeapUsed", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
    to.put("platformThreads", threads.getThreadCount());
    to.put("platformThreadsPeak", threads.getPeakThreadCount());
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      to.put("collections " + collector.getName(), collector.getCollectionCount());
      to.put("collectionMillis " + collector.getName(), collector.getCollectionTime());
    }
    to.put("jvmFlags", String.join(" ", flags(runtime.getInputArguments())));
    to.put("zone", java.time.ZoneId.systemDefault().getId());
    to.put("charset", java.nio.charset.Charset.defaultCharset().name());
  }

  /** What tunes the JVM; properties may be anything, so only their names. */
  static List<String> flags(List<String> arguments) {
    return arguments.stream()
        .map(one -> one.startsWith("-X") || one.startsWith("--") ? one : one.split("[=:]", 2)[0])
        .toList();
  }

  private static long kept() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage after = pool.getCollectionUsage();
      if (after != null && (pool.getName().contains("Old") || pool.getName().contains("Tenured"))) {
        return after.getUsed();
      }
    }
    return -1;
  }

  private static long disk(Path data, Map<String, Object> others) {
    try {
      FileStore store = DataFolder.disk(data);
      others.put("diskTotal", store.getTotalSpace());
      others.put("diskType", store.type());
      return store.getUsableSpace();
    } catch (IOException e) {
      others.put("disk", String.valueOf(e.getMessage()));
      return -1;
    }
  }
}
