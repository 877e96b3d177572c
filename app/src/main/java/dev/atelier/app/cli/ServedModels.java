package dev.atelier.app.cli;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers of a server may choose from: one checkpoint, and the autoencoders and embeddings of
/// its library.
final class ServedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    /// Numbers in a vector of SD1's text encoder.
    private static final int WIDTH = 768;

    private ServedModels() {}

    /// Looks for files; one that cannot be read is left out and the log says so.
    static Catalogue look(LocalEngine engine, ModelRef model) {
        var words = new ArrayList<Catalogue.Embedding>();
        for (var file : engine.library().files(ModelKind.EMBEDDING)) {
            try {
                var read = EmbeddingFile.read(file.path());
                if (read.first().width() == WIDTH) {
                    words.add(new Catalogue.Embedding(read.name(), read.count(), WIDTH));
                }
            } catch (IOException e) {
                LOG.warn("The embedding {} is left out: {}", file.path(), e.getMessage());
            }
        }
        var models = engine.capabilities().models();
        return new Catalogue(
                Catalogue.of(model).checkpoints(),
                models.vaes(),
                models.loras(),
                words,
                models.controls());
    }
}
