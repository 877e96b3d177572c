package dev.atelier.checkpoint.diffusers;

import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A text model of OpenCLIP in the library's spelling, read as OpenCLIP itself spells it: the
/// projections to queries, keys and values are one matrix there, and the one of the pooled text is
/// multiplied from the other side.
///
/// | diffusers | OpenCLIP |
/// |---|---|
/// | `text_model.embeddings.token_embedding.weight` | `token_embedding.weight` |
/// | `text_model.embeddings.position_embedding.weight` | `positional_embedding` |
/// | `text_model.encoder.layers.i.layer_norm1` | `transformer.resblocks.i.ln_1` |
/// | `….self_attn.q_proj.weight`, `k`, `v` | `….attn.in_proj_weight` |
/// | `….mlp.fc1`, `fc2` | `….mlp.c_fc`, `c_proj` |
/// | `text_model.final_layer_norm` | `ln_final` |
/// | `text_projection.weight` | `text_projection`, transposed |
final class OpenClipText implements TensorFile {
    private static final Pattern LAYER =
            Pattern.compile("text_model\\.encoder\\.layers\\.(\\d{1,3})\\.(.+)");
    private static final Pattern PROJECTION =
            Pattern.compile("self_attn\\.([qkv])_proj\\.(weight|bias)");
    private static final String POOLED = "text_projection.weight";

    private static final List<String[]> IN_LAYER =
            List.of(
                    new String[] {"layer_norm1.", "ln_1."},
                    new String[] {"layer_norm2.", "ln_2."},
                    new String[] {"self_attn.out_proj.", "attn.out_proj."},
                    new String[] {"mlp.fc1.", "mlp.c_fc."},
                    new String[] {"mlp.fc2.", "mlp.c_proj."});

    private static final List<String[]> ENDS =
            List.of(
                    new String[] {"text_model.embeddings.token_embedding.", "token_embedding."},
                    new String[] {
                        "text_model.embeddings.position_embedding.weight", "positional_embedding"
                    },
                    new String[] {"text_model.final_layer_norm.", "ln_final."},
                    new String[] {POOLED, "text_projection"});

    private final TensorFile own;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

    /// Names of the tensors that one consists of, one after another.
    private final Map<String, List<String>> parts = new LinkedHashMap<>();

    OpenClipText(TensorFile own) {
        this.own = own;
        own.tensors().keySet().forEach(name -> add(name));
        parts.forEach((name, names) -> infos.put(name, info(name, names)));
    }

    private void add(String name) {
        var layer = LAYER.matcher(name);
        if (!layer.matches()) {
            parts.put(KeyMapping.replaced(name, ENDS), List.of(name));
            return;
        }
        var path = "transformer.resblocks." + layer.group(1) + ".";
        var projection = PROJECTION.matcher(layer.group(2));
        if (!projection.matches()) {
            parts.put(path + KeyMapping.replaced(layer.group(2), IN_LAYER), List.of(name));
            return;
        }
        var joined = new ArrayList<String>();
        for (var one : List.of("q", "k", "v")) {
            var sibling =
                    name.replace(
                            "self_attn." + projection.group(1) + "_proj",
                            "self_attn." + one + "_proj");
            if (own.tensors().containsKey(sibling)) {
                joined.add(sibling);
            }
        }
        parts.put(path + "attn.in_proj_" + projection.group(2), List.copyOf(joined));
    }

    /// Of the first part, as long as all together.
    private TensorInfo info(String name, List<String> names) {
        var first = own.info(names.getFirst());
        long bytes = 0;
        long rows = 0;
        for (var part : names) {
            var info = own.info(part);
            bytes += info.sizeBytes();
            rows += info.shape().isEmpty() ? 0 : info.shape().getFirst();
        }
        var shape = new ArrayList<>(first.shape());
        if (names.size() > 1 && !shape.isEmpty()) {
            shape.set(0, rows);
        }
        if (isTransposed(names)) {
            Collections.reverse(shape);
        }
        return new TensorInfo(name, first.dtype(), shape, 0, bytes);
    }

    private boolean isTransposed(List<String> names) {
        return names.equals(List.of(POOLED)) && own.info(POOLED).shape().size() == 2;
    }

    @Override
    public Path path() {
        return own.path();
    }

    @Override
    public Map<String, String> metadata() {
        return own.metadata();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(infos);
    }

    @Override
    public MemorySegment segment(String name) {
        var names = names(name);
        if (names.size() == 1 && !isTransposed(names)) {
            return own.segment(names.getFirst());
        }
        var pieces = names.stream().map(own::segment).toList();
        return made(names, pieces, Arena.ofAuto());
    }

    @Override
    public MemorySegment mapped(String name, Arena arena) throws IOException {
        var names = names(name);
        if (names.size() == 1 && !isTransposed(names)) {
            return own.mapped(names.getFirst(), arena);
        }
        var pieces = new ArrayList<MemorySegment>();
        for (var part : names) {
            pieces.add(own.mapped(part, arena));
        }
        return made(names, pieces, arena);
    }

    private List<String> names(String name) {
        info(name); // says so where there is none
        return parts.getOrDefault(name, List.of());
    }

    private MemorySegment made(List<String> names, List<MemorySegment> pieces, Arena arena) {
        long bytes = pieces.stream().mapToLong(MemorySegment::byteSize).sum();
        var made = arena.allocate(bytes);
        if (isTransposed(names)) {
            transpose(own.info(POOLED), pieces.getFirst(), made);
            return made;
        }
        long at = 0;
        for (var piece : pieces) {
            MemorySegment.copy(piece, 0, made, at, piece.byteSize());
            at += piece.byteSize();
        }
        return made;
    }

    private static void transpose(TensorInfo info, MemorySegment from, MemorySegment to) {
        long rows = info.shape().getFirst();
        long columns = info.shape().getLast();
        long size = info.dtype().sizeBytes();
        for (long row = 0; row < rows; row++) {
            for (long column = 0; column < columns; column++) {
                long source = (row * columns + column) * size;
                MemorySegment.copy(from, source, to, (column * rows + row) * size, size);
            }
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
