package dev.freshet.embedders.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.freshet.common.failure.Outage;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One session, run by several threads at once, each run on its caller's thread alone. Tensors never
 * leave {@link #run}: one closed while native code reads it kills the process.
 */
final class OnnxModel {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final Pooling pooling;

  private OnnxModel(OrtEnvironment environment, OrtSession session, Pooling pooling) {
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputNames();
    this.pooling = pooling;
  }

  /**
   * @throws IllegalStateException when the file is no model that this runtime can run
   */
  static OnnxModel load(Path file, Pooling pooling) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        return new OnnxModel(
            environment, environment.createSession(file.toString(), options), pooling);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot load the model " + file, e);
    }
  }

  String runtimeVersion() {
    return environment.getVersion();
  }

  /**
   * @param ids one text's tokens, marks included
   * @return the pooled row, not yet of unit length
   */
  float[] run(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    long[] zeros = new long[ids.length];
    try (OnnxTensor tokens = tensor(ids);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(zeros);
        OrtSession.Result result = session.run(wanted(tokens, mask, types))) {
      return pool((OnnxTensor) result.get(0));
    } catch (OrtException e) {
      throw new Outage("the embedding model", "a run failed", e);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private Map<String, OnnxTensor> wanted(OnnxTensor tokens, OnnxTensor mask, OnnxTensor types) {
    Map<String, OnnxTensor> all = new HashMap<>();
    all.put("input_ids", tokens);
    all.put("attention_mask", mask);
    all.put("token_type_ids", types);
    all.keySet().retainAll(inputs);
    return all;
  }

  private float[] pool(OnnxTensor rows) {
    long[] shape = rows.getInfo().getShape();
    FloatBuffer values = rows.getFloatBuffer();
    float[] pooled = new float[(int) shape[shape.length - 1]];
    values.get(pooled);
    if (pooling == Pooling.MEAN) {
      while (values.remaining() >= pooled.length) {
        for (int i = 0; i < pooled.length; i++) {
          pooled[i] += values.get();
        }
      }
    }
    return pooled;
  }

  /** Frees native memory; nobody may be inside the gate. */
  void free() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model would not close", e);
    }
  }
}
