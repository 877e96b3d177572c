package dev.atelier.embedding;

import dev.atelier.embedding.Embedding.Vectors;
import dev.atelier.pickle.Pickled;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.pickle.TorchFile;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads embeddings as A1111 does, from `.pt`, `.bin`, `.safetensors` and `.png`:
/// - its own form, `string_to_param` with one term
/// - SDXL's, `clip_l` and `clip_g`
/// - that of the diffusers library and of safetensors, a single tensor under any name
/// - that of its training, a picture with the vectors in a text
public final class EmbeddingFile {
    /// As many as fit between the marks of one chunk.
    private static final int MOST_VECTORS = 75;

    private static final String FIRST = "clip_l";
    private static final String SECOND = "clip_g";

    private EmbeddingFile() {}

    /// Reads the embedding in a file. Blocks, briefly.
    ///
    /// @throws EmbeddingException when it holds none
    /// @throws IOException when it cannot be read, or is not sound
    public static Embedding read(Path file) throws IOException {
        if (isPng(file)) {
            var picture = EmbeddingPicture.read(file, name(file));
            return embedding(file, picture);
        }
        try (var tensors = TensorFiles.open(file)) {
            return read(file, tensors);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // packed numbers are damaged
        }
    }

    private static Embedding read(Path file, TensorFile tensors) throws IOException {
        var own = tensors instanceof TorchFile torch ? inversion(torch) : Optional.<Vectors>empty();
        if (own.isPresent()) {
            return embedding(file, own.get(), Optional.empty());
        }
        var names = tensors.tensors().keySet();
        if (names.contains(FIRST) && names.contains(SECOND)) {
            return embedding(file, vectors(tensors, FIRST), Optional.of(vectors(tensors, SECOND)));
        }
        if (names.size() != 1) {
            throw new EmbeddingException(file, Message.of("embedding.tensors", names.size()));
        }
        return embedding(file, vectors(tensors, names.iterator().next()), Optional.empty());
    }

    /// Whether a file is a picture that holds an embedding in its text.
    public static boolean isPicture(Path file) {
        return isPng(file) && EmbeddingPicture.is(file);
    }

    private static boolean isPng(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static Embedding embedding(Path file, Embedding read) throws EmbeddingException {
        var checked = embedding(file, read.first(), read.second());
        return new Embedding(read.name(), checked.first(), checked.second());
    }

    private static Embedding embedding(Path file, Vectors first, Optional<Vectors> second)
            throws EmbeddingException {
        if (first.count() > MOST_VECTORS) {
            throw new EmbeddingException(file, Message.of("embedding.vectors", first.count()));
        }
        if (second.isPresent() && second.get().count() != first.count()) {
            throw new EmbeddingException(file, Message.of("embedding.encoders"));
        }
        return new Embedding(name(file), first, second);
    }

    private static String name(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Vectors vectors(TensorFile tensors, String name) throws EmbeddingException {
        var shape = tensors.info(name).shape();
        try {
            return vectors(tensors.path(), shape, tensors.floats(name));
        } catch (IllegalArgumentException e) {
            throw new EmbeddingException(
                    tensors.path(), Message.of("embedding.numbers-got", shape));
        }
    }

    private static Vectors vectors(Path file, List<Long> shape, float[] values)
            throws EmbeddingException {
        if (shape.isEmpty() || shape.size() > 2 || values.length == 0) {
            throw new EmbeddingException(file, Message.of("embedding.shape", shape));
        }
        return new Vectors(Math.toIntExact(shape.getLast()), values);
    }

    /// A1111's own form: the one tensor of the dictionary `string_to_param`, which earlier versions
    /// wrapped in an object of PyTorch's.
    private static Optional<Vectors> inversion(TorchFile file) throws IOException {
        if (!(file.root() instanceof Map<?, ?> root) || !root.containsKey("string_to_param")) {
            return Optional.empty();
        }
        var terms = terms(root.get("string_to_param"));
        if (terms.size() != 1
                || !(terms.values().iterator().next() instanceof Pickled.Tensor one)) {
            throw new EmbeddingException(file.path(), Message.of("embedding.one", terms.size()));
        }
        return Optional.of(vectors(file.path(), one.shape(), file.floats(one)));
    }

    private static Map<?, ?> terms(Object value) {
        if (value instanceof Pickled.Made made) {
            for (var state : made.state()) {
                if (state instanceof Map<?, ?> map
                        && map.get("_parameters") instanceof Map<?, ?> terms) {
                    return terms;
                }
            }
        }
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
