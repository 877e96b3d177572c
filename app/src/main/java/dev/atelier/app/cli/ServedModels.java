package dev.atelier.app.cli;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers of a server may choose from: one checkpoint, and the autoencoders and embeddings of
/// the library.
final class ServedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    /// Numbers in a vector of SD1's text encoder.
    private static final int WIDTH = 768;

    private ServedModels() {}

    /// Looks for files; one that cannot be read is left out and the log says so.
    static Catalogue look(ModelLibrary library, ModelRef model) {
        var words = new ArrayList<Catalogue.Embedding>();
        for (var file : library.files(ModelKind.EMBEDDING)) {
            try {
                var read = EmbeddingFile.read(file.path());
                if (read.first().width() == WIDTH) {
                    words.add(new Catalogue.Embedding(read.name(), read.count(), WIDTH));
                }
            } catch (IOException e) {
                LOG.warn("The embedding {} is left out: {}", file.path(), e.getMessage());
            }
        }
        var vaes =
                library.files(ModelKind.VAE).stream().map(ModelFile::fileName).sorted().toList();
        var checkpoints = Catalogue.of(model).checkpoints();
        return new Catalogue(checkpoints, vaes, List.of(), words, List.of());
    }
}
