package dev.atelier.checkpoint;

import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An open file of a control network: a ControlNet in any of its forms, or a T2I-Adapter, under the
/// keys of its makers or those of the diffusers library. Opening reads headers. Closing releases
/// it.
public final class ControlFile implements AutoCloseable {
    private static final String ROOT = TensorLayout.UNET;
    private static final String WEIGHT = ".weight";

    private final TensorFile file;
    private final ControlKind kind;
    private final UnetConfig unet;
    private final Family family;

    private ControlFile(TensorFile file, ControlKind kind) {
        this.file = file;
        this.kind = kind;
        var inference = new ConfigInference(file.tensors(), Map.of());
        var config = inference.config();
        unet = config.unet();
        family = family(config.family());
    }

    /// Opens a file that may be another thing; empty where it is.
    ///
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static Optional<ControlFile> openIfControl(Path path) throws IOException {
        var file = Diffusers.control(path);
        var kind = ControlKind.of(file.tensors().keySet());
        if (kind.isEmpty()) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new ControlFile(file, kind.get()));
    }

    /// Opens a control network.
    ///
    /// @throws CheckpointException when it is none
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static ControlFile open(Path path) throws IOException {
        return openIfControl(path)
                .orElseThrow(() -> new CheckpointException(path, Message.of("file.no-control")));
    }

    public TensorFile file() {
        return file;
    }

    public ControlKind kind() {
        return kind;
    }

    /// The checkpoints it was made for, as far as its shapes say; unknown for files that the engine
    /// cannot use.
    public Family family() {
        return family;
    }

    private Family family(Family ofShapes) {
        return switch (kind) {
            case CONTROLNET, DIFFERENCE -> ofShapes;
            case CONTROL_LORA -> {
                boolean xl =
                        file.tensors().keySet().stream()
                                .anyMatch(k -> k.startsWith(ROOT + "label_emb."));
                yield xl ? Family.SDXL : Family.SD1;
            }
            case ADAPTER, ADAPTER_LIGHT -> adapter().xl() ? Family.SDXL : Family.SD1;
            case UNION, SPARSE, STYLE_ADAPTER, IP_ADAPTER, LLLITE -> Family.UNKNOWN;
        };
    }

    /// Kind and family in words.
    public Message label() {
        return family == Family.UNKNOWN
                ? kind.label()
                : Message.of("kind.control-for", kind.label(), family.label());
    }

    /// Of an adapter.
    public AdapterConfig adapter() {
        return AdapterConfig.of(file.tensors(), kind == ControlKind.ADAPTER_LIGHT);
    }

    /// Channels of the picture that it sees.
    public int pictureChannels() {
        return kind.isAdapter() ? adapter().pictureChannels() : hintChannels();
    }

    private int hintChannels() {
        var first = file.tensors().get(ROOT + "input_hint_block.0.weight");
        return first == null || first.shape().size() != 4
                ? 3
                : Math.clamp(first.shape().get(1), 1, 64);
    }

    /// Whether only the mean of each channel of what it gives counts, as the extension of the webui
    /// has it for what was trained with shuffled pictures: their file names say so.
    public boolean pooled() {
        var name = String.valueOf(file.path().getFileName()).toLowerCase(Locale.ROOT);
        return !kind.isAdapter() && family == Family.SD1 && name.contains("shuffle");
    }

    /// The sizes of its copy of a checkpoint's UNet, which sees the latents alone, also of a
    /// checkpoint for inpainting; heads, which no shape gives, are that one's.
    public UnetConfig unet(CheckpointConfig base) {
        return kind == ControlKind.CONTROL_LORA
                ? base.unet().withInChannels(base.latents().channels())
                : unet.withHeads(base.unet().heads(), base.unet().headChannels());
    }

    /// Accepts a file that can control pictures of a checkpoint.
    ///
    /// @throws CheckpointException saying why it cannot: another kind, another family, incomplete
    public void requireFit(CheckpointConfig base) throws CheckpointException {
        if (!kind.supported()) {
            throw new CheckpointException(
                    file.path(), Message.of("file.control-kind", kind.label(), kind.way()));
        }
        if (!fits(base)) {
            boolean same = family == base.family();
            throw CheckpointException.unfit(
                    file.path(),
                    same
                            ? Message.of("file.control-sizes", label())
                            : Message.of("file.control-family", label(), base.label()));
        }
        var report = KeyReport.of(expected(base), file.tensors());
        if (!report.mismatched().isEmpty()) {
            throw new CheckpointException(file.path(), KeyReport.sentence(report.mismatched()));
        }
        if (!report.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(), Message.of("file.missing", KeyReport.summary(report.missing())));
        }
        if (!kind.isAdapter() && pictureChannels() != 3) {
            throw new CheckpointException(
                    file.path(), Message.of("file.control-channels", pictureChannels()));
        }
    }

    private boolean fits(CheckpointConfig base) {
        var other = base.unet();
        return switch (kind) {
            case CONTROLNET, DIFFERENCE ->
                    unet.inChannels() == base.latents().channels()
                            && unet.blockWidths().equals(other.blockWidths())
                            && unet.admChannels() == other.admChannels()
                            && (!seesText() || unet.contextWidth() == other.contextWidth());
            case CONTROL_LORA -> lowRankFits(base);
            case ADAPTER, ADAPTER_LIGHT -> featuresFit(other);
            case UNION, SPARSE, STYLE_ADAPTER, IP_ADAPTER, LLLITE -> false;
        };
    }

    private boolean seesText() {
        return unet.middleDepth() > 0 || unet.depths().stream().anyMatch(depth -> depth > 0);
    }

    private boolean featuresFit(UnetConfig base) {
        var own = adapter();
        var widths = base.blockWidths();
        var places = own.places(widths.size() - 1);
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            if (place >= widths.size() || !widths.get(place).equals(own.widths().get(i))) {
                return false;
            }
        }
        boolean ofXl = base.admChannels() > 0;
        return own.pictureChannels() > 0 && own.xl() == ofXl;
    }

    /// Products of two factors have the shapes of what they change.
    private boolean lowRankFits(CheckpointConfig base) {
        var layout = TensorLayout.control(ROOT, unet(base), hintChannels());
        boolean any = false;
        for (var entry : layout.entrySet()) {
            var stem = stem(entry.getKey());
            if (isLowRank(entry.getKey())) {
                any = true;
                var up = file.info(stem + ".up").shape();
                var down = file.info(stem + ".down").shape();
                var whole = entry.getValue();
                if (!isProduct(up, down, whole)) {
                    return false;
                }
            }
        }
        return any;
    }

    private static boolean isProduct(List<Long> up, List<Long> down, List<Long> whole) {
        long rank = down.isEmpty() ? 0 : down.getFirst();
        return rank > 0
                && !up.isEmpty()
                && up.getFirst().equals(whole.getFirst())
                && count(up) == whole.getFirst() * rank
                && count(down) * whole.getFirst() == count(whole) * rank;
    }

    private static long count(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    private static String stem(String key) {
        return key.endsWith(WEIGHT) ? key.substring(0, key.length() - WEIGHT.length()) : key;
    }

    /// Whether a weight is the checkpoint's with a low-rank change.
    public boolean isLowRank(String key) {
        var tensors = file.tensors();
        return kind == ControlKind.CONTROL_LORA
                && key.endsWith(WEIGHT)
                && !tensors.containsKey(key)
                && tensors.containsKey(stem(key) + ".up")
                && tensors.containsKey(stem(key) + ".down");
    }

    /// Keys and shapes that have to be in the file: of a Control-LoRA those that the checkpoint
    /// does not have.
    private Map<String, List<Long>> expected(CheckpointConfig base) {
        var all = new LinkedHashMap<>(layout(base));
        if (kind == ControlKind.CONTROL_LORA) {
            var others = TensorLayout.unet(ROOT, base.unet()).keySet();
            all.keySet().removeIf(key -> others.contains(key) && !file.tensors().containsKey(key));
        }
        return all;
    }

    private Map<String, List<Long>> layout(CheckpointConfig base) {
        return kind.isAdapter()
                ? adapter().expected(file.tensors())
                : TensorLayout.control(ROOT, unet(base), hintChannels());
    }

    /// All weights of the network, whether they are in the file or made of the checkpoint's.
    public List<Weight> weights(CheckpointConfig base) {
        return layout(base).keySet().stream()
                .map(key -> new Weight(key, key, key.substring(ROOT.length())))
                .toList();
    }

    /// A tensor of the file, if it has it.
    public Optional<TensorInfo> tensor(String key) {
        return Optional.ofNullable(file.tensors().get(key));
    }

    @Override
    public void close() {
        file.close();
    }
}
