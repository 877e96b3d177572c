package dev.atelier.app.prompt;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.styles.Wildcards;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names a prompt may use. Event thread.
public final class VocabularyModel {
    private final Value<Vocabulary> known = Value.of(Vocabulary.NONE);
    private final Runnable refresh;

    /// @param refresh reads again, away from the event thread
    public VocabularyModel(
            Observed<Styles> styles,
            Observed<Wildcards> wildcards,
            Observed<List<String>> embeddings,
            Observed<List<String>> loras,
            Runnable refresh) {
        this.refresh = refresh;
        embeddings.bind(now -> known.update(all -> all.withEmbeddings(now)));
        loras.bind(now -> known.update(all -> all.withLoras(now)));
        styles.bind(now -> known.update(all -> all.withStyles(now)));
        wildcards.bind(now -> known.update(all -> all.withWildcards(now)));
    }

    /// Leaves out of completion what the model of the recipe cannot be drawn with.
    ///
    /// @param loras their names
    public void unfit(Observed<Set<String>> loras) {
        loras.bind(now -> known.update(all -> all.withUnfit(now)));
    }

    /// Completes LoRAs with weights of their own.
    ///
    /// @param loras those that have one, by name
    public void weights(Observed<Map<String, Double>> loras) {
        loras.bind(now -> known.update(all -> all.withWeights(now)));
    }

    public Observed<Vocabulary> known() {
        return known;
    }

    /// Looks whether the files have changed.
    public void refresh() {
        refresh.run();
    }
}
