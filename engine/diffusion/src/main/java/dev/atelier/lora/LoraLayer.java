package dev.atelier.lora;

import dev.atelier.safetensors.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a file says about one layer.
///
/// @param name as [LoraKey] spells it
/// @param parts the tensors by what they are
record LoraLayer(String name, LoraKind kind, Map<String, TensorInfo> parts) {
    LoraLayer {
        parts = Map.copyOf(parts);
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    /// @throws IllegalArgumentException when the file lacks it
    TensorInfo part(String part) {
        var info = parts.get(part);
        if (info == null) {
            throw new IllegalArgumentException(name + ": " + part + " is missing");
        }
        return info;
    }

    /// How many vectors a low rank has; 0 where there is no such number.
    long rank() {
        return switch (kind) {
            case LORA -> size("lora_down.weight", 0);
            case LOHA -> size("hada_w1_b", 0);
            case GLORA -> size("b1.weight", 0);
            case LOKR ->
                    has("lokr_w2_b")
                            ? size("lokr_w2_b", 0)
                            : has("lokr_w1_b") ? size("lokr_w1_b", 0) : 0;
            case IA3, FULL, NORM, OFT, OLD_OFT -> 0;
        };
    }

    /// The rank that the scale is divided by, as in A1111; 0 for none.
    long divisor() {
        return kind == LoraKind.GLORA ? 0 : rank();
    }

    /// Whether it changes a weight of this shape. Those with fewer input channels than a
    /// convolution has fit the first of them: inpainting models.
    boolean fits(List<Long> shape) {
        long rows = shape.getFirst();
        long count = count(shape);
        if (kind == LoraKind.IA3) {
            return part("weight").count() == rows || part("weight").count() == inputs(shape);
        }
        if (kind == LoraKind.OFT || kind == LoraKind.OLD_OFT) {
            return turns() == rows;
        }
        long own = elements();
        boolean fewer =
                shape.size() == 4 && own < count && own % (rows * shape.get(2) * shape.get(3)) == 0;
        return rows() == rows && (own == count || fewer);
    }

    /// Whether it changes weights of so many inputs.
    boolean fitsInputs(long inputs) {
        return switch (kind) {
            case LORA -> perRow("lora_down.weight") == inputs;
            case LOHA -> perRow("hada_w1_b") == inputs;
            case LOKR -> columns("lokr_w1") * columns("lokr_w2") == inputs;
            case FULL -> part("diff").count() == size("diff", 0) * inputs;
            case GLORA -> perRow("b1.weight") == inputs;
            case IA3 -> part("weight").count() == inputs;
            case NORM, OFT, OLD_OFT -> false;
        };
    }

    private static long inputs(List<Long> shape) {
        return shape.size() > 1 ? shape.get(1) : 1;
    }

    /// How many outputs OFT's blocks turn.
    private long turns() {
        var blocks = kind == LoraKind.OFT ? part("oft_blocks") : part("oft_diag");
        var shape = blocks.shape();
        int last = shape.size() - 1;
        return shape.size() < 3 ? -1 : shape.get(last - 2) * shape.get(last);
    }

    /// The first dimension of the change.
    private long rows() {
        return switch (kind) {
            case LORA -> size("lora_up.weight", 0);
            case LOHA -> size("hada_w1_a", has("hada_t1") ? 1 : 0);
            case LOKR -> rows("lokr_w1", false) * rows("lokr_w2", has("lokr_t2"));
            case FULL -> size("diff", 0);
            case NORM -> size("w_norm", 0);
            case GLORA -> size("b2.weight", 0);
            case IA3, OFT, OLD_OFT -> -1;
        };
    }

    private long rows(String factor, boolean core) {
        return has(factor) ? size(factor, 0) : size(factor + "_a", core ? 1 : 0);
    }

    /// How many numbers the change has.
    private long elements() {
        return switch (kind) {
            case LORA ->
                    rows()
                            * perRow("lora_down.weight")
                            * (has("lora_mid.weight") ? kernel("lora_mid.weight") : 1);
            case LOHA -> rows() * perRow("hada_w1_b") * (has("hada_t1") ? kernel("hada_t1") : 1);
            case LOKR ->
                    rows()
                            * columns("lokr_w1")
                            * columns("lokr_w2")
                            * (has("lokr_t2") ? kernel("lokr_t2") : 1);
            case FULL -> part("diff").count();
            case NORM -> part("w_norm").count();
            case GLORA -> rows() * perRow("b1.weight");
            case IA3, OFT, OLD_OFT -> -1;
        };
    }

    private long columns(String factor) {
        return perRow(has(factor) ? factor : factor + "_b");
    }

    private long perRow(String part) {
        var info = part(part);
        return info.count() / Math.max(1, size(part, 0));
    }

    private long kernel(String part) {
        return size(part, 2) * size(part, 3);
    }

    private long size(String part, int dimension) {
        var shape = part(part).shape();
        return dimension < shape.size() ? Objects.requireNonNull(shape.get(dimension)) : 1;
    }

    private static long count(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }
}
