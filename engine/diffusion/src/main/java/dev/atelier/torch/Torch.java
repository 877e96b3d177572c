package dev.atelier.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
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
import java.nio.file.Path;
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
    private static final AtomicBoolean LOADED = new AtomicBoolean();

    private final PtNDManager manager;

    private final DeviceMemory memory;

    private Torch(PtNDManager manager, DeviceMemory memory) {
        this.manager = manager;
        this.memory = memory;
    }

    /// Takes PyTorch from a folder instead of the CPU build that ships; before the first start of
    /// this process, which keeps what it has loaded.
    ///
    /// @param libraries the folder of its native libraries, of the version that the bridge is for
    /// @param flavor such as `cu128`
    /// @throws IllegalStateException when PyTorch is loaded already
    public static synchronized void loadFrom(Path libraries, String flavor) {
        if (LOADED.get()) {
            throw new IllegalStateException("PyTorch is loaded already");
        }
        System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toAbsolutePath().toString());
        System.setProperty("PYTORCH_FLAVOR", flavor);
        System.setProperty("ai.djl.pytorch.cudnn_benchmark", "true");
    }

    /// Starts PyTorch on an NVIDIA card; needs a CUDA build, see [#loadFrom]. DJL's own search for
    /// cards is not asked: it looks for a CUDA toolkit, which a driver alone does not bring.
    ///
    /// @param card CUDA's number of it
    /// @throws TorchException when the libraries cannot be loaded or the card does not compute
    public static Torch startOnCard(int card) {
        try {
            engine();
        } catch (RuntimeException | LinkageError e) {
            System.clearProperty("PYTORCH_LIBRARY_PATH");
            System.clearProperty("PYTORCH_FLAVOR");
            throw new TorchException(rootOf(e), e);
        }
        var torch = on(Device.gpu(card));
        try {
            torch.floats(new float[] {1}, 1).close();
            return torch;
        } catch (RuntimeException e) {
            torch.close();
            throw new TorchException(rootOf(e), e);
        }
    }

    private static String rootOf(Throwable thrown) {
        var at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    /// Starts PyTorch on the CPU even where there is a GPU.
    public static Torch startOnCpu() {
        engine();
        return on(Device.cpu());
    }

    private static Torch on(Device device) {
        Runnable release = device.isGpu() ? JniUtils::emptyCudaCache : () -> {};
        return on(device, new DeviceMemory(release));
    }

    private static Torch on(Device device, DeviceMemory memory) {
        return new Torch((PtNDManager) NDManager.newBaseManager(device, "PyTorch"), memory);
    }

    private static synchronized Engine engine() {
        LOADED.set(true);
        // DJL would otherwise ask the cloud's metadata address and report its own usage.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (CHECKED.compareAndSet(false, true)) {
            NativeFiles.repair(Utils.getEngineCacheDir("pytorch"));
            NativeMemory.useHugePages();
        }
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            // Such as no room where its libraries are unpacked.
            throw new TorchException("PyTorch does not start: " + rootOf(e), e);
        }
    }

    /// Whether this process has loaded PyTorch's libraries.
    public static boolean loaded() {
        return LOADED.get();
    }

    /// The processor as if it had no more memory than this, for tests.
    public static Torch startOnCpu(DeviceMemory memory) {
        engine();
        return on(Device.cpu(), memory);
    }

    /// What may be computed in.
    public DeviceMemory memory() {
        return memory;
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
        return TorchModule.load(manager, memory, resources, sizes);
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
