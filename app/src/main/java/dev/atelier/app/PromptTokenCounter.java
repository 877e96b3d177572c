package dev.atelier.app;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.prompt.TokenCounter;
import dev.atelier.checkpoint.Family;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.text.EmbeddingIndex;
import dev.atelier.text.PromptTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts prompts into tokens as the engine does: an embedding counts as many as it has vectors.
/// Reads only the embeddings that a prompt names, each once. Any thread but the event thread.
final class PromptTokenCounter implements TokenCounter.Source {
    private static final Logger log = LoggerFactory.getLogger(PromptTokenCounter.class);

    /// Whose chunks the studio shows.
    private static final Family FAMILY = Family.SD1;

    private final ModelLibrary library;
    private final Map<Path, Optional<Embedding>> read = new HashMap<>();
    private @Nullable ClipTokenizer tokenizer;

    PromptTokenCounter(ModelLibrary library) {
        this.library = library;
    }

    @Override
    public synchronized PromptTokens tokens(String prompt) throws PromptException {
        var present = tokenizer;
        if (present == null) {
            present = new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE);
            tokenizer = present;
        }
        var index =
                EmbeddingIndex.of(
                        present,
                        named(prompt).toList(),
                        FAMILY.sides().getFirst(),
                        FAMILY.textWidths().getFirst());
        return PromptTokens.of(present, index, sent(prompt), Conditioner.Options.DEFAULT);
    }

    /// Without comments and network tags, which A1111's counter leaves out, too.
    private static String sent(String prompt) {
        return ExtraNetworks.parse(LoraTag.withoutComments(prompt)).prompt();
    }

    private Stream<Embedding> named(String prompt) {
        var text = prompt.toLowerCase(Locale.ROOT);
        return library.files(ModelKind.EMBEDDING).stream()
                .filter(file -> text.contains(file.name().toLowerCase(Locale.ROOT)))
                .map(ModelFile::path)
                .flatMap(file -> read.computeIfAbsent(file, PromptTokenCounter::read).stream());
    }

    private static Optional<Embedding> read(Path file) {
        try {
            return Optional.of(EmbeddingFile.read(file));
        } catch (IOException e) {
            log.info("{} does not count: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
