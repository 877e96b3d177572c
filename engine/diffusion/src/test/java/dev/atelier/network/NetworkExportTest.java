package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.atelier.checkpoint.UnetConfig;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is exported runs in PyTorch without this program.
class NetworkExportTest {
    private static final UnetConfig TINY =
            new UnetConfig(4, 4, 64, List.of(1, 2), 1, List.of(0, 1), 1, 48, 0, 32, 40, true);

    @TempDir private Path folder;

    @Test
    void aFileRunsWithTheWeightsOfItsDescriptionAndNotWithFewer()
            throws IOException, MalformedModelException {
        var export = new NetworkExport(folder, Strategy.CUDA_F16, Attention.FUSED);
        export.unet("tiny", TINY, 16);
        var facts = part(part(export.description(), "networks"), "tiny");
        assertEquals("tiny.pt", facts.get("archive"));
        try (var torch = Torch.startOnCpu();
                var model = Model.newInstance("tiny-f32", "PyTorch")) {
            assertTrue(!torch.onGpu());
            model.load(folder, "tiny-f32");
            var block = (PtSymbolBlock) model.getBlock();
            var manager = (PtNDManager) model.getNDManager();
            assertThrows(EngineException.class, () -> forward(block, manager));

            part(facts, "weights")
                    .forEach((key, shape) -> put(block, (String) key, (List<?>) shape));
            var answer = forward(block, manager);

            assertArrayEquals(new long[] {2, 4, 16, 16}, answer.getShape().getShape());
            assertTrue(answer.isNaN().none().getBoolean());
        }
    }

    private static Map<?, ?> part(Map<?, ?> of, String name) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
    }

    private static void put(PtSymbolBlock block, String key, List<?> shape) {
        var sizes = shape.stream().mapToLong(size -> ((Number) size).longValue()).toArray();
        try (var name = IValue.from(key);
                var list = IValue.listFrom(sizes);
                var spread = IValue.from(0.02);
                var count = IValueUtils.runMethod(block, "put_random", name, list, spread)) {
            assertTrue(count.toLong() > 0);
        }
    }

    private static PtNDArray forward(PtSymbolBlock block, PtNDManager manager) {
        var none = new PtNDArray[0];
        IValue[] given = {
            IValue.from((PtNDArray) manager.randomNormal(new Shape(2, 4, 16, 16))),
            IValue.from((PtNDArray) manager.create(new float[] {601, 601})),
            IValue.from((PtNDArray) manager.randomNormal(new Shape(2, 77, 48))),
            IValue.listFrom((PtNDArray) manager.randomNormal(new Shape(2, 40))),
            IValue.listFrom(none),
            IValue.listFrom(none),
            IValue.listFrom(none),
            IValue.listFrom(new long[0])
        };
        return IValueUtils.runMethod(block, "forward", given).toTensor(manager);
    }
}
