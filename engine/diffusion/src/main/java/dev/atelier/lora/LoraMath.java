package dev.atelier.lora;

import dev.atelier.network.FloatReader;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a layer of a LoRA file makes of a weight, by `lora.py`, in float32.
///
/// Sources: A1111 `extensions-builtin/Lora/network_*.py`; Hu et al. 2021 (arXiv:2106.09685), Yeh et
/// al. 2023 (arXiv:2309.14859), Liu et al. 2024 (arXiv:2402.09353), Qiu et al. 2023
/// (arXiv:2306.07280), Liu et al. 2023 (arXiv:2311.06243).
final class LoraMath implements AutoCloseable {
    private final TorchModule module;
    private final FloatReader reader;

    LoraMath(Compute compute) {
        module = compute.exact().compile("lora.py", Map.of());
        reader = new FloatReader(compute.torch(), module);
    }

    FloatReader reader() {
        return reader;
    }

    /// Tensors that live until the end of a block.
    private static final class Scratch implements AutoCloseable {
        private final List<Tensor> kept = new ArrayList<>();

        Tensor keep(Tensor tensor) {
            kept.add(tensor);
            return tensor;
        }

        @Override
        public void close() {
            kept.forEach(Tensor::close);
        }
    }

    /// A layer at work.
    private record Work(LoraFile file, LoraLayer layer, Tensor weight, int rank, Scratch scratch) {}

    /// A weight with a layer's change.
    ///
    /// @param weight stays the caller's; its memory may be the result's
    /// @param change how strongly the LoRA counts
    /// @return the caller closes it
    /// @throws IOException when the file can no longer be read
    Tensor changed(LoraFile file, LoraLayer layer, Tensor weight, LoraPlan.Change change)
            throws IOException {
        try (var scratch = new Scratch()) {
            var work = new Work(file, layer, weight, change.rank(), scratch);
            double scale = scale(file, layer);
            if (layer.kind() == LoraKind.LORA && isPlain(layer, weight)) {
                var up = part(work, "lora_up.weight");
                var down = part(work, "lora_down.weight");
                double factor = scale * change.factor();
                return module.call(
                        "low_rank_added", weight, up, down, (long) change.rank(), factor);
            }
            var delta = scratch.keep(module.call("shaped", delta(work), weight));
            if (layer.has("dora_scale")) {
                var whole = scratch.keep(module.call("times", delta, scale));
                var magnitude = part(work, "dora_scale");
                boolean byRows = byRows(layer, weight);
                delta = scratch.keep(module.call("decomposed", weight, whole, magnitude, byRows));
                scale = 1;
            }
            return module.call("added", weight, delta, scale * change.factor());
        }
    }

    /// The most usual case is one multiplication.
    private static boolean isPlain(LoraLayer layer, Tensor weight) {
        long count = 1;
        for (long size : weight.shape()) {
            count *= size;
        }
        var up = layer.part("lora_up.weight");
        var down = layer.part("lora_down.weight");
        boolean other =
                layer.has("lora_mid.weight") || layer.has("dora_scale") || layer.has("bias");
        long rank = Math.max(1, layer.rank());
        return !other && up.count() / rank * (down.count() / rank) == count;
    }

    /// A bias with a layer's change of it.
    Tensor changedBias(LoraFile file, LoraLayer layer, Tensor bias, double factor)
            throws IOException {
        var part = layer.has("diff_b") ? "diff_b" : "b_norm";
        try (var delta = reader.read(file.tensors(), layer.part(part).name())) {
            return module.call("added", bias, delta, factor);
        }
    }

    private static double scale(LoraFile file, LoraLayer layer) {
        if (layer.kind() == LoraKind.OFT || layer.kind() == LoraKind.OLD_OFT) {
            return 1; // their alpha is something else
        }
        double own = file.number(layer, "scale", Double.NaN);
        if (!Double.isNaN(own)) {
            return own;
        }
        long divisor = layer.divisor();
        return divisor > 0 ? file.number(layer, "alpha", (double) divisor) / divisor : 1;
    }

    /// Newer trainers give rows their lengths, the first ones columns. Of a square layer the shape
    /// says; without a shape it is rows, as in PEFT.
    private static boolean byRows(LoraLayer layer, Tensor weight) {
        var info = layer.part("dora_scale");
        var shape = weight.shape();
        if (info.count() != shape[1]) {
            return true;
        }
        return info.count() == shape[0]
                && (info.shape().size() < 2 || info.shape().getFirst() == shape[0]);
    }

    private Tensor part(Work work, String name) throws IOException {
        var info = work.layer.part(name);
        return work.scratch.keep(reader.read(work.file.tensors(), info.name()));
    }

    private Tensor made(Work work, String method, Object... arguments) {
        return work.scratch.keep(module.call(method, arguments));
    }

    /// The change before any scale, in whatever shape.
    private Tensor delta(Work work) throws IOException {
        var delta =
                switch (work.layer.kind()) {
                    case LORA -> lora(work);
                    case LOHA -> made(work, "product", hadamard(work, "1"), hadamard(work, "2"));
                    case LOKR ->
                            made(
                                    work,
                                    "kronecker",
                                    factor(work, "lokr_w1"),
                                    factor(work, "lokr_w2"));
                    case IA3 -> ia3(work);
                    case FULL -> part(work, "diff");
                    case NORM -> part(work, "w_norm");
                    case GLORA ->
                            made(
                                    work,
                                    "generalized",
                                    work.weight,
                                    part(work, "a1.weight"),
                                    part(work, "a2.weight"),
                                    part(work, "b1.weight"),
                                    part(work, "b2.weight"));
                    case OFT, OLD_OFT -> turned(work);
                };
        return work.layer.has("bias") ? made(work, "biased", delta, part(work, "bias")) : delta;
    }

    private Tensor lora(Work work) throws IOException {
        var up = part(work, "lora_up.weight");
        var down = part(work, "lora_down.weight");
        return work.layer.has("lora_mid.weight")
                ? made(work, "tucker", up, down, part(work, "lora_mid.weight"))
                : made(work, "low_rank", up, down, (long) work.rank);
    }

    private Tensor hadamard(Work work, String number) throws IOException {
        var a = part(work, "hada_w" + number + "_a");
        var b = part(work, "hada_w" + number + "_b");
        return work.layer.has("hada_t" + number)
                ? made(work, "core", part(work, "hada_t" + number), a, b)
                : made(work, "low_rank", a, b, 0L);
    }

    private Tensor factor(Work work, String name) throws IOException {
        if (work.layer.has(name)) {
            return part(work, name);
        }
        var a = part(work, name + "_a");
        var b = part(work, name + "_b");
        boolean core = name.equals("lokr_w2") && work.layer.has("lokr_t2");
        return core
                ? made(work, "core", part(work, "lokr_t2"), a, b)
                : made(work, "low_rank", a, b, 0L);
    }

    private Tensor ia3(Work work) throws IOException {
        boolean ofInputs = work.file.number(work.layer, "on_input", 0) != 0;
        return made(work, "scaled", work.weight, part(work, "weight"), ofInputs);
    }

    private Tensor turned(Work work) throws IOException {
        var rotations =
                work.layer.kind() == LoraKind.OLD_OFT ? part(work, "oft_diag") : rotations(work);
        var method = rotations.shape().length == 4 ? "butterfly" : "turned";
        var turned = made(work, method, work.weight, rotations);
        if (work.layer.has("rescale")) {
            turned = made(work, "rescaled", turned, part(work, "rescale"));
        }
        return made(work, "less", turned, work.weight);
    }

    private Tensor rotations(Work work) throws IOException {
        double limit = work.file.number(work.layer, "alpha", 0) * work.weight.shape()[0];
        return made(work, "rotations", part(work, "oft_blocks"), limit);
    }

    /// A third of a joined projection; the caller closes it.
    Tensor third(Tensor joined, int index) {
        return module.call("third", joined, (long) index);
    }

    /// The three in one; the caller closes it.
    Tensor joined(List<Tensor> thirds) {
        return module.call("joined", thirds.get(0), thirds.get(1), thirds.get(2));
    }

    @Override
    public void close() {
        module.close();
    }
}
