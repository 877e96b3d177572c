package dev.atelier.preprocess;

import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.KeyReport;
import dev.atelier.checkpoint.Weight;
import dev.atelier.network.WeightLoader;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import dev.atelier.torch.Compute;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The open file of a network's weights, and what is expected in it. Sizes that its makers could
/// have chosen otherwise come from its own shapes.
final class AnnotatorFile implements AutoCloseable {
    /// What training on several devices or a wrapping module put before the keys.
    private static final Pattern WRAPPED = Pattern.compile("^(module\\.|netNetwork\\.)");

    private final TensorFile file;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, List<Long>> expected = new LinkedHashMap<>();

    private AnnotatorFile(TensorFile file, Pattern prefix) {
        this.file = file;
        file.tensors()
                .forEach((key, info) ->
                        tensors.putIfAbsent(prefix.matcher(key).replaceFirst(""), info));
    }

    /// @throws IOException when it cannot be read or is no sound file of tensors
    static AnnotatorFile open(Path path) throws IOException {
        return open(path, WRAPPED);
    }

    /// @param prefix what is left out of the keys
    static AnnotatorFile open(Path path, Pattern prefix) throws IOException {
        return new AnnotatorFile(TensorFiles.open(path), prefix);
    }

    boolean has(String key) {
        return tensors.containsKey(key);
    }

    /// One size of a tensor.
    ///
    /// @throws CheckpointException when there is no such tensor, or it has fewer directions
    long size(String key, int direction) throws CheckpointException {
        var info = tensors.get(key);
        if (info == null) {
            throw new CheckpointException(file.path(), Message.of("file.other-network", key));
        }
        if (direction >= info.shape().size()) {
            throw new CheckpointException(file.path(), Message.of("file.shape", key, info.shape()));
        }
        return info.shape().get(direction);
    }

    /// How many parts there are of a key with a running number.
    int count(String before, String after) {
        int n = 0;
        while (has(before + n + after)) {
            n++;
        }
        return n;
    }

    AnnotatorFile expect(String key, long... shape) {
        expected.put(key, Arrays.stream(shape).boxed().toList());
        return this;
    }

    /// A convolution without bias.
    AnnotatorFile plain(String path, long out, long in, long kernel) {
        return expect(path + ".weight", out, in, kernel, kernel);
    }

    /// A convolution with bias.
    AnnotatorFile conv(String path, long out, long in, long kernel) {
        return plain(path, out, in, kernel).expect(path + ".bias", out);
    }

    AnnotatorFile linear(String path, long out, long in) {
        return expect(path + ".weight", out, in).expect(path + ".bias", out);
    }

    /// Layer normalisation.
    AnnotatorFile norm(String path, long width) {
        return expect(path + ".weight", width).expect(path + ".bias", width);
    }

    /// Batch normalisation.
    AnnotatorFile batchNorm(String path, long width) {
        return norm(path, width)
                .expect(path + ".running_mean", width)
                .expect(path + ".running_var", width);
    }

    /// Compiles a network and gives it what was expected.
    ///
    /// @param text the resource of its text
    /// @throws CheckpointException when something is missing or of other sizes
    /// @throws IOException when the file can no longer be read
    TorchModule load(String text, Compute compute) throws IOException {
        var report = KeyReport.of(expected, tensors);
        if (!report.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(), Message.of("file.missing", KeyReport.summary(report.missing())));
        }
        if (!report.mismatched().isEmpty()) {
            throw new CheckpointException(file.path(), KeyReport.sentence(report.mismatched()));
        }
        var module = compute.compile(List.of("annotator.py", text), Map.of());
        try {
            var weights =
                    expected.keySet().stream()
                            .map(key -> new Weight(key, stored(key), key))
                            .toList();
            new WeightLoader(compute.torch(), file).load(module, weights);
            return module;
        } catch (IOException | RuntimeException e) {
            module.close();
            throw e;
        }
    }

    private String stored(String key) {
        var info = tensors.get(key);
        return info == null ? key : info.name();
    }

    @Override
    public void close() {
        file.close();
    }
}
