package dev.atelier.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// PyTorch in this process, on one device.
///
/// Starting it loads native libraries, about half a second once they are unpacked; nothing is ever
/// fetched from the network. A process makes one and closes it last.
public final class Torch implements AutoCloseable {
    private static final ThreadLocal<Boolean> PREPARED = new ThreadLocal<>();

    private static final AtomicBoolean CHECKED = new AtomicBoolean();

    private final PtNDManager manager;

    private Torch(PtNDManager manager) {
        this.manager = manager;
    }

    /// Starts PyTorch on the first GPU, or on the CPU where there is none.
    public static Torch start() {
        engine();
        return on(gpuCount() > 0 ? Device.gpu(0) : Device.cpu());
    }

    /// Starts PyTorch on the CPU even where there is a GPU.
    public static Torch startOnCpu() {
        engine();
        return on(Device.cpu());
    }

    private static Torch on(Device device) {
        return new Torch((PtNDManager) NDManager.newBaseManager(device, "PyTorch"));
    }

    private static Engine engine() {
        // DJL would otherwise ask the cloud's metadata address and report its own usage.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (CHECKED.compareAndSet(false, true)) {
            NativeFiles.repair(Utils.getEngineCacheDir("pytorch"));
        }
        return Engine.getEngine("PyTorch");
    }

    /// How many CUDA devices PyTorch can use.
    public static int gpuCount() {
        return engine().getGpuCount();
    }

    /// The version of the native library, such as `2.7.1`.
    public static String version() {
        return engine().getVersion();
    }

    /// Threads PyTorch uses for one operation on the CPU.
    public static int threads() {
        engine();
        return JniUtils.getNumThreads();
    }

    /// Whether tensors made here live on a GPU.
    public boolean onGpu() {
        return manager.getDevice().isGpu();
    }

    /// Compiles a network text, see [TorchModule].
    TorchModule compile(List<String> resources, Map<String, Long> sizes) {
        return TorchModule.load(manager, resources, sizes);
    }

    /// A float32 tensor holding a copy of `values`.
    public Tensor floats(float[] values, long... shape) {
        return tensor(manager.create(FloatBuffer.wrap(values), new Shape(shape), DataType.FLOAT32));
    }

    /// A float32 tensor holding `values`, each rounded to float32.
    public Tensor floats(double[] values, long... shape) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return floats(rounded, shape);
    }

    /// An int64 tensor holding a copy of `values`.
    public Tensor longs(long[] values, long... shape) {
        return tensor(manager.create(LongBuffer.wrap(values), new Shape(shape), DataType.INT64));
    }

    /// A flat tensor over the caller's direct buffer, without a copy: the buffer must outlive it.
    /// DJL cannot name bfloat16 and 8-bit floats: such numbers come as their bytes, to be
    /// reinterpreted by a script.
    public Tensor view(ByteBuffer buffer, Dtype dtype, long count) {
        return switch (dtype) {
            case F16 -> view(buffer, DataType.FLOAT16, count);
            case F32 -> view(buffer, DataType.FLOAT32, count);
            case F64 -> view(buffer, DataType.FLOAT64, count);
            case I64 -> view(buffer, DataType.INT64, count);
            case U8 -> view(buffer, DataType.UINT8, count);
            case BF16, F8_E5M2, F8_E4M3 -> view(buffer, DataType.UINT8, count * dtype.sizeBytes());
        };
    }

    private Tensor view(ByteBuffer buffer, DataType type, long count) {
        return tensor(manager.create(buffer, new Shape(count), type));
    }

    /// Settings that PyTorch keeps per thread: graph optimisation would re-specialise every script
    /// for every new shape, which costs seconds and gains nothing measurable here.
    static void prepareThread() {
        if (PREPARED.get() == null) {
            JniUtils.setGraphExecutorOptimize(false);
            PREPARED.set(true);
        }
    }

    private static Tensor tensor(ai.djl.ndarray.NDArray array) {
        return new Tensor((PtNDArray) array);
    }

    @Override
    public void close() {
        manager.close();
    }
}
