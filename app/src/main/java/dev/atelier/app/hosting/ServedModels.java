package dev.atelier.app.hosting;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.checkpoint.TextConfig;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers of a server may choose from.
public final class ServedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private ServedModels() {}

    /// One checkpoint, and the autoencoders, embeddings, LoRAs and control networks of its library.
    /// An embedding that cannot be read is left out and the log says so. Blocks.
    public static Catalogue look(LocalEngine engine, ModelRef model) {
        return look(engine, Catalogue.of(model).checkpoints());
    }

    /// The same with the library's other checkpoints, which have no hash until they are used.
    public static Catalogue lookAtAll(LocalEngine engine, ModelRef model) {
        var others =
                engine.library().files(ModelKind.CHECKPOINT).stream()
                        .filter(file -> !file.name().equals(model.name()))
                        .map(file -> new Catalogue.Checkpoint(file.name(), "", file.fileName()));
        var served = Catalogue.of(model).checkpoints();
        return look(engine, Stream.concat(served.stream(), others).toList());
    }

    private static Catalogue look(LocalEngine engine, List<Catalogue.Checkpoint> checkpoints) {
        var words = new ArrayList<Catalogue.Embedding>();
        var widths = widths(engine);
        for (var file : engine.library().files(ModelKind.EMBEDDING)) {
            try {
                var read = EmbeddingFile.read(file.path());
                if (read.widths().equals(widths)) {
                    int width = read.first().width();
                    words.add(new Catalogue.Embedding(read.name(), read.count(), width));
                }
            } catch (IOException e) {
                LOG.warn("The embedding {} is left out: {}", file.path(), e.getMessage());
            }
        }
        var models = engine.capabilities().models();
        return new Catalogue(
                checkpoints,
                models.vaes(),
                models.loras(),
                words,
                models.controls(),
                engine.maps());
    }

    /// Of the served checkpoint's text encoders; none where its file cannot be read.
    private static List<Integer> widths(LocalEngine engine) {
        try (var checkpoint = engine.library().source(Recipe.DEFAULT).open()) {
            return checkpoint.config().texts().stream().map(TextConfig::width).toList();
        } catch (IOException | GenerationException e) {
            LOG.warn("The embeddings are left out: {}", e.getMessage());
            return List.of();
        }
    }
}
