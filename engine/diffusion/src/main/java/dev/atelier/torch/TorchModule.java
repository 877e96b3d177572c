package dev.atelier.torch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.atelier.recipe.StopPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A compiled network text together with the weights it holds. Several threads may use it; their
/// calls wait for each other, because an evaluation in steps keeps its state in the module.
public final class TorchModule implements AutoCloseable {
    private final TorchSource source;
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final DeviceMemory memory;
    private final ReentrantLock turn = new ReentrantLock(true);
    private boolean offloaded;
    private long away;

    private TorchModule(
            TorchSource source, PtNDManager manager, DeviceMemory memory, PtSymbolBlock block) {
        this.source = source;
        this.manager = manager;
        this.memory = memory;
        this.block = block;
    }

    /// Compiles the text made of `resources` with the given whole-number attributes.
    ///
    /// @throws TorchException when the text does not compile; the message names its line
    static TorchModule load(
            PtNDManager parent,
            DeviceMemory memory,
            List<String> resources,
            Map<String, Long> sizes) {
        var source = TorchSource.assemble(resources, sizes.keySet());
        var archive = TorchArchive.write(source.text(), sizes);
        var manager = (PtNDManager) parent.newSubManager();
        try {
            var block =
                    JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
            return new TorchModule(source, manager, memory, block);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array cannot fail
        } catch (EngineException e) {
            manager.close();
            throw new TorchException(source.explain(String.valueOf(e.getMessage())), e);
        }
    }

    /// Runs a method that returns a tensor. Arguments are tensors, `Long`, `Double`, `Boolean`,
    /// `String`, `long[]` or lists of tensors; they stay the caller's.
    ///
    /// @return a new tensor that the caller closes
    /// @throws TorchException when the script fails; the message names the line of the text
    public Tensor call(String method, Object... arguments) {
        try (var result = run(method, arguments)) {
            return new Tensor(result.toTensor(manager));
        }
    }

    /// Makes several calls of which no other thread's call comes between.
    public Tensor together(Supplier<Tensor> calls) {
        turn.lock();
        try {
            return calls.get();
        } finally {
            turn.unlock();
        }
    }

    /// The same, and ends the call that runs with an exception once the work of this thread is
    /// asked to stop, see [StopPoint]. On a card it does not: no call there lasts.
    public Tensor stoppable(Supplier<Tensor> calls) {
        return together(() -> {
            if (manager.getDevice().isGpu()) {
                return calls.get();
            }
            try (var flag = new StopFlag(manager);
                    var _ = StopPoint.busy(flag::set)) {
                callLong("watch", flag.tensor());
                return calls.get();
            }
        });
    }

    /// Keeps the large weights in the processor's memory, also those that are put later, or brings
    /// them back; from there each is copied to the device while its layer computes. May be repeated
    /// after weights were put. Of a [Strategy#offloads] that can.
    ///
    /// @throws TorchException out of memory, where they do not come back; some may have
    public void offload(boolean on) {
        try (var here = new Tensor((PtNDArray) manager.create(0f))) {
            offloaded = on;
            long bytes = callLong("offload", on, here);
            memory.hold(away - (on ? bytes : 0));
            away = on ? bytes : 0;
        }
    }

    /// Whether its large weights are in the processor's memory.
    public boolean isOffloaded() {
        return offloaded;
    }

    /// Bytes that leave the device with [#offload], or come back.
    public long offloadBytes() {
        return callLong("offload_bytes");
    }

    /// Runs a method that returns a whole number.
    public long callLong(String method, Object... arguments) {
        try (var result = run(method, arguments)) {
            return result.toLong();
        }
    }

    private IValue run(String method, Object... arguments) {
        Torch.prepareThread();
        var values = new IValue[arguments.length];
        turn.lock();
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = wrap(arguments[i]);
            }
            return IValueUtils.runMethod(block, method, values);
        } catch (EngineException e) {
            throw new TorchException(source.explain(String.valueOf(e.getMessage())), e);
        } finally {
            turn.unlock();
            for (var value : values) {
                if (value != null) {
                    value.close(); // an unclosed IValue keeps its tensor alive forever
                }
            }
        }
    }

    private static IValue wrap(Object argument) {
        return switch (argument) {
            case Tensor tensor -> IValue.from(tensor.array());
            case Long number -> IValue.from(number);
            case Integer number -> IValue.from((long) number);
            case Double number -> IValue.from(number);
            case Boolean flag -> IValue.from(flag);
            case String text -> IValue.from(text);
            case long[] sizes -> IValue.listFrom(sizes);
            case List<?> tensors ->
                    IValue.listFrom(
                            tensors.stream()
                                    .map(tensor -> ((Tensor) tensor).array())
                                    .toArray(PtNDArray[]::new));
            default -> throw new IllegalArgumentException("cannot pass " + argument.getClass());
        };
    }

    @Override
    public void close() {
        memory.hold(away); // who closes it takes all its weights off what is held
        block.close();
        manager.close();
    }
}
