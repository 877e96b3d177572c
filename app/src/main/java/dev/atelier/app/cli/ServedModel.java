package dev.atelier.app.cli;

import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server draws with: one checkpoint, and the autoencoders and embeddings that lie where the
/// command line finds them. Callers choose by names on its lists only, never by a path.
final class ServedModel implements Generator {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    /// Numbers in a vector of SD1's text encoder.
    private static final int WIDTH = 768;

    private final Source source;
    private final Optional<Path> model;
    private final Path data;
    private volatile Map<String, Path> vaes = Map.of();
    private volatile List<Path> embeddings = List.of();

    /// Loads the checkpoint when it is first needed.
    @FunctionalInterface
    interface Source {
        Engine.Loaded get() throws GenerationException;
    }

    /// @param model the checkpoint's file; empty for the starter model
    /// @param data the program's data folder
    ServedModel(Source source, Optional<Path> model, Path data) {
        this.source = source;
        this.model = model;
        this.data = data;
    }

    /// Looks for files; one that cannot be read is left out and told in the log.
    Catalogue look(ModelRef name) {
        vaes = VaeFiles.listed(List.of(data.resolve("vae")), model);
        var words = new ArrayList<Catalogue.Embedding>();
        var files = new ArrayList<Path>();
        for (var file : embeddingFiles()) {
            try {
                var read = EmbeddingFile.read(file);
                if (read.first().width() == WIDTH) {
                    words.add(new Catalogue.Embedding(read.name(), read.count(), WIDTH));
                    files.add(file);
                }
            } catch (IOException e) {
                LOG.warn("The embedding {} is left out: {}", file, e.getMessage());
            }
        }
        embeddings = List.copyOf(files);
        var checkpoint = Catalogue.of(name).checkpoints();
        return new Catalogue(checkpoint, List.copyOf(vaes.keySet()), List.of(), words, List.of());
    }

    private List<Path> embeddingFiles() {
        try {
            return EmbeddingFiles.in(EmbeddingFiles.usual(data, model));
        } catch (IOException e) {
            LOG.warn("Embeddings are left out: {}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        var ready = source.get();
        ready.autoencoder(VaeFiles.wanted(recipe, model, this::vae));
        return ready.generator(EmbeddingFiles.namedIn(recipe, embeddings))
                .generate(recipe, observer, cancellation);
    }

    private Optional<Path> vae(String name) {
        return Optional.ofNullable(vaes.get(name));
    }
}
