package dev.atelier.app;

import dev.atelier.app.cli.Engine;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.pipeline.LocalGenerator;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A checkpoint in memory, and at most one autoencoder besides its own.
final class LoadedModel implements Engine.Loaded {
    private final Model own;
    private final FileHashes hashes;
    private Model drawing;
    private Optional<FileVersion> autoencoder = Optional.empty();

    LoadedModel(Model own, FileHashes hashes) {
        this.own = own;
        this.hashes = hashes;
        drawing = own;
    }

    /// What was loaded stays as it was where the file is no good.
    @Override
    public void autoencoder(Optional<Path> file) throws GenerationException {
        var version = file.map(FileVersion::of);
        if (version.equals(autoencoder)) {
            return;
        }
        var next = file.isPresent() ? with(file.get()) : own;
        closeOther();
        drawing = next;
        autoencoder = version;
    }

    private Model with(Path file) throws GenerationException {
        try (var vae = VaeFile.open(file, own.config().vae())) {
            var name = String.valueOf(file.getFileName());
            return own.with(vae, new Model.VaeId(name, hashes.shortHash(file)));
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            "The VAE cannot be used: " + e.getMessage() + ".",
                            "Choose another VAE, or None for the checkpoint's own."),
                    e);
        }
    }

    private void closeOther() {
        if (autoencoder.isPresent()) {
            drawing.networks().vae().close();
        }
    }

    @Override
    public Generator generator() {
        return new LocalGenerator(drawing, new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE));
    }

    @Override
    public Generator generator(List<Path> embeddings) throws GenerationException {
        var read = new ArrayList<Embedding>();
        for (var file : embeddings) {
            read.add(embedding(file));
        }
        return new LocalGenerator(
                drawing, new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE), read);
    }

    private static Embedding embedding(Path file) throws GenerationException {
        try {
            return EmbeddingFile.read(file);
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            "The embedding %s cannot be read: %s."
                                    .formatted(file.getFileName(), e.getMessage()),
                            "Take its name out of the prompt, or mend the file."),
                    e);
        }
    }

    @Override
    public ModelRef model() {
        return new ModelRef(own.name(), own.hash());
    }

    @Override
    public int nativeSize() {
        return own.config().nativeSize();
    }

    @Override
    public void close() {
        closeOther();
        own.close();
    }
}
