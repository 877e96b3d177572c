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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A checkpoint in memory, and at most one autoencoder besides its own.
final class LoadedModel implements Engine.Loaded {
    private static final Logger log = LoggerFactory.getLogger(LoadedModel.class);

    /// Digits of an embedding's hash in infotext.
    private static final int SHOWN = 12;

    private final Model own;
    private final FileHashes hashes;
    private final Set<FileVersion> told = new HashSet<>();
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
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
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

    /// A damaged embedding is no word, as in A1111: its letters stay what they are.
    @Override
    public Generator generator(List<Path> embeddings) {
        var read = new ArrayList<Embedding>();
        for (var file : embeddings) {
            embedding(file).ifPresent(read::add);
        }
        return new LocalGenerator(
                drawing, new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE), read);
    }

    private Optional<Embedding> embedding(Path file) {
        try {
            var hash = hashes.sha256(file).substring(0, SHOWN);
            return Optional.of(EmbeddingFile.read(file).withHash(hash));
        } catch (IOException e) {
            if (told.add(FileVersion.of(file))) {
                log.warn("The embedding {} is left out: {}.", file.getFileName(), e.getMessage());
            }
            return Optional.empty();
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
