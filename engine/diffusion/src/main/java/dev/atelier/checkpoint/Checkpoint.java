package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An open checkpoint, a file or a folder of the diffusers library: opening reads headers, a few
/// milliseconds whatever its size. Closing releases it.
public final class Checkpoint implements AutoCloseable {
    /// What [#vaeProblem] says of a file without an autoencoder.
    public static final Message NO_VAE = Message.of("file.no-vae");

    private final TensorFile file;
    private final CheckpointFile source;
    private final Map<String, TensorInfo> tensors;
    private final CheckpointConfig config;

    private Checkpoint(
            TensorFile file,
            CheckpointFile source,
            Map<String, TensorInfo> tensors,
            CheckpointConfig config) {
        this.file = file;
        this.source = source;
        this.tensors = tensors;
        this.config = config;
    }

    /// Opens a file and works out what it is; the file need not be complete or supported.
    ///
    /// @throws CheckpointException when the configuration that comes with it is not sound
    /// @throws IOException when it cannot be read or is no sound file of tensors: safetensors, or
    ///   PyTorch's own in either form
    public static Checkpoint open(Path path) throws IOException {
        return open(CheckpointFile.of(path));
    }

    /// The same, where a base may have been chosen.
    ///
    /// @throws CheckpointException also when the base is of another family
    static Checkpoint open(CheckpointFile source) throws IOException {
        var file = UnetFile.opened(source);
        try {
            var tensors = new LdmKeys(file).tensors();
            var inference = new ConfigInference(tensors, file.metadata());
            var config = ConfigOverride.read(file).apply(inference.config());
            return new Checkpoint(file, source, tensors, config);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// Opens a file that is to be run. It may lack an autoencoder or a part of it, see
    /// [#vaeProblem].
    ///
    /// @throws CheckpointException when its family is not supported or tensors are missing or of
    ///   the wrong shape
    public static Checkpoint openComplete(Path path) throws IOException {
        return openComplete(CheckpointFile.of(path));
    }

    static Checkpoint openComplete(CheckpointFile source) throws IOException {
        var checkpoint = open(source);
        try {
            checkpoint.requireComplete();
            return checkpoint;
        } catch (UncheckedIOException e) {
            checkpoint.close();
            throw e.getCause(); // a packed tensor is damaged
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private void requireComplete() throws CheckpointException {
        if (!config.supported()) {
            var other = other();
            throw new CheckpointException(
                    file.path(),
                    other.map(it -> Message.of("file.other-model", it.name(), it.way()))
                            .orElseGet(() -> Message.of("file.not-runnable", config.label())));
        }
        UnetFile.requireBase(file, config);
        var keyReport = KeyReport.of(expected(vaeProblem().isEmpty()), tensors);
        if (!keyReport.mismatched().isEmpty()) {
            throw new CheckpointException(file.path(), KeyReport.sentence(keyReport.mismatched()));
        }
        if (!keyReport.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(),
                    Message.of("file.missing", KeyReport.summary(keyReport.missing())));
        }
        config.requireWholeHeads(file.path());
        for (var text : config.texts()) {
            var positions = positionIds(text);
            if (positions.isPresent()) {
                positions.get().requireUsable(file.path(), text.positions());
            }
        }
        alphasCumprod(); // whose numbers may be damaged
    }

    public TensorFile file() {
        return file;
    }

    private Optional<OtherModel> other() {
        return config.family() == Family.UNKNOWN
                ? OtherModel.of(file.tensors().keySet())
                : Optional.empty();
    }

    /// What the file is in words.
    public Message label() {
        return other().map(OtherModel::name).orElseGet(() -> config.label());
    }

    /// Where it was opened from.
    public CheckpointFile source() {
        return source;
    }

    public Family family() {
        return config.family();
    }

    /// The sizes of its networks; guesses where the family is unknown.
    public CheckpointConfig config() {
        return config;
    }

    /// The signal share left at each timestep, descending: the file's own where it has any (then as
    /// precise as the file keeps it), else those of its training.
    public float[] alphasCumprod() {
        var own = tensors.get("alphas_cumprod");
        return own != null
                        && own.shape().size() == 1
                        && own.count() == config.training().timesteps()
                ? file.floats(own.name())
                : config.training().alphasCumprod();
    }

    /// Compares the file's keys and shapes with those its sizes ask for. Of a file that is no
    /// checkpoint nothing is asked, and none of an autoencoder where it has none at all.
    public KeyReport keyReport() {
        if (config.family() == Family.UNKNOWN) {
            return KeyReport.of(Map.of(), tensors);
        }
        return KeyReport.of(expected(hasVae()), tensors);
    }

    private Map<String, List<Long>> expected(boolean withVae) {
        var expected = new LinkedHashMap<>(TensorLayout.of(config));
        if (!withVae) {
            expected.keySet().removeIf(key -> key.startsWith(TensorLayout.VAE));
        }
        return expected;
    }

    /// Why the file's own autoencoder cannot be used: tensors of it are missing or of the wrong
    /// shape, or it has none, [#NO_VAE]. Such a file draws with an autoencoder from a file of its
    /// own.
    public Optional<Message> vaeProblem() {
        if (!hasVae()) {
            return Optional.of(NO_VAE);
        }
        var report = KeyReport.of(TensorLayout.vae(TensorLayout.VAE, config.vae()), tensors);
        if (!report.missing().isEmpty()) {
            return Optional.of(Message.of("file.missing", KeyReport.summary(report.missing())));
        }
        return report.mismatched().isEmpty()
                ? Optional.empty()
                : Optional.of(KeyReport.sentence(report.mismatched()));
    }

    /// Whether the file has an autoencoder, or parts of one. A file without any draws with one from
    /// a file of its own.
    public boolean hasVae() {
        return TensorLayout.vae(TensorLayout.VAE, config.vae()).keySet().stream()
                .anyMatch(tensors::containsKey);
    }

    /// The order in which a text model takes position vectors, where the file says so.
    public Optional<PositionIds> positionIds(TextConfig text) {
        return PositionIds.of(file, tensors, text);
    }

    /// The same of the first text model.
    public Optional<PositionIds> positionIds() {
        return positionIds(config.text());
    }

    /// The UNet's tensors. Those the file lacks are left out.
    public List<Weight> unetWeights() {
        return weights(TensorLayout.unet(TensorLayout.UNET, config.unet()), TensorLayout.UNET);
    }

    /// The autoencoder's tensors; none of one that cannot be used.
    public List<Weight> vaeWeights() {
        return vaeProblem().isPresent()
                ? List.of()
                : weights(TensorLayout.vae(TensorLayout.VAE, config.vae()), TensorLayout.VAE);
    }

    /// A text model's tensors.
    public List<Weight> textWeights(TextConfig text) {
        return weights(TensorLayout.text(text), text.prefix());
    }

    private List<Weight> weights(Map<String, List<Long>> layout, String prefix) {
        var weights = new ArrayList<Weight>();
        for (var key : layout.keySet()) {
            var info = tensors.get(key);
            if (info != null) {
                // OpenCLIP's joined projections have no full stop before "weight" and "bias".
                var path = key.substring(prefix.length()).replace(".in_proj_", ".in_proj.");
                weights.add(new Weight(key, info.name(), path));
            }
        }
        return List.copyOf(weights);
    }

    @Override
    public void close() {
        file.close();
    }
}
