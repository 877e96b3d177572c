package dev.atelier.checkpoint;

import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An open checkpoint file: opening reads its header, a few milliseconds whatever its size. Closing
/// releases the file.
public final class Checkpoint implements AutoCloseable {
    /// Tensors that files carry along and that no computation here needs.
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "betas|alphas_cumprod.*|sqrt_.*|log_one_minus_.*|posterior_.*|logvar|lvlb_weights"
                            + "|scale_factor|model_ema\\..*|.*\\.position_ids|cond_stage_model\\."
                            + "(logit_scale|transformer\\.text_projection.*|transformer\\.logit_scale)"
                            + "|first_stage_model\\.loss\\..*");

    private final SafetensorsFile file;
    private final Family family;
    private final CheckpointConfig config;

    private Checkpoint(SafetensorsFile file, Family family, CheckpointConfig config) {
        this.file = file;
        this.family = family;
        this.config = config;
    }

    /// Opens a file and works out what it is; the file need not be complete or supported.
    ///
    /// @throws IOException when it cannot be read or is no safetensors file
    public static Checkpoint open(Path path) throws IOException {
        var file = SafetensorsFile.open(path);
        try {
            var inference = new ConfigInference(file);
            return new Checkpoint(
                    file, inference.family(), inference.config(ConfigOverride.read(file)));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// Opens a file that is to be run.
    ///
    /// @throws CheckpointException when its family is not supported or tensors are missing or of the
    ///     wrong shape
    public static Checkpoint openComplete(Path path) throws IOException {
        var checkpoint = open(path);
        try {
            checkpoint.requireComplete();
            return checkpoint;
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private void requireComplete() throws CheckpointException {
        if (!family.supported()) {
            throw new CheckpointException(
                    file.path(), "cannot be run here: it is " + family.label());
        }
        var accounting = accounting();
        if (!accounting.mismatched().isEmpty()) {
            throw new CheckpointException(
                    file.path(), Accounting.summary(accounting.mismatched()));
        }
        if (!accounting.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(), "tensors are missing: " + Accounting.summary(accounting.missing()));
        }
    }

    public SafetensorsFile file() {
        return file;
    }

    public Family family() {
        return family;
    }

    /// The sizes of its networks; guesses where the family is unknown.
    public CheckpointConfig config() {
        return config;
    }

    /// Compares the file's keys and shapes with those its sizes ask for.
    public Accounting accounting() {
        var expected = Layout.of(config);
        var missing = new ArrayList<String>();
        var mismatched = new ArrayList<String>();
        expected.forEach(
                (key, shape) -> {
                    var info = file.tensors().get(key);
                    if (info == null) {
                        missing.add(key);
                    } else if (!info.shape().equals(shape)) {
                        mismatched.add(
                                "%s: expected %s, got %s".formatted(key, shape, info.shape()));
                    }
                });
        var others =
                file.tensors().keySet().stream().filter(key -> !expected.containsKey(key)).toList();
        var unused = others.stream().filter(key -> !HARMLESS.matcher(key).matches()).toList();
        return new Accounting(missing, mismatched, unused, others.size() - unused.size());
    }

    /// The UNet's tensors: key in the file to path in the network.
    public Map<String, String> unetKeys() {
        return paths(Layout.unet(config.unet()), Layout.UNET);
    }

    /// The autoencoder's tensors: key in the file to path in the network.
    public Map<String, String> vaeKeys() {
        return paths(Layout.vae(config.vae()), Layout.VAE);
    }

    /// The text model's tensors: key in the file to path in the network.
    public Map<String, String> textKeys() {
        return paths(Layout.text(config.text()), Layout.TEXT);
    }

    private static Map<String, String> paths(Map<String, List<Long>> layout, String prefix) {
        var paths = new LinkedHashMap<String, String>();
        layout.keySet().forEach(key -> paths.put(key, key.substring(prefix.length())));
        return paths;
    }

    @Override
    public void close() {
        file.close();
    }
}
