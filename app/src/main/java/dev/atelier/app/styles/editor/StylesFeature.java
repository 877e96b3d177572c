package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.prompt.VocabularyModel;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import java.util.List;

/// The words that prompts may use, from the user's files, and the window in which they are edited.
/// Event thread.
public final class StylesFeature implements Feature {
    private final StylesView.Models words;
    private final StylesWindow window;

    public StylesFeature(
            AppContext context, Observed<List<String>> embeddings, Observed<List<String>> loras) {
        var root = context.home().root();
        var file =
                context.settings()
                        .get(StudioSettings.STYLES_FILE)
                        .orElseGet(() -> root.resolve("styles.csv"));
        var styles = new StylesModel(context.tasks(), file);
        var wildcards = new WildcardsModel(context.tasks(), root.resolve("wildcards"));
        Runnable refresh =
                () -> {
                    styles.refresh();
                    wildcards.refresh();
                };
        var names =
                new VocabularyModel(
                        styles.styles(), wildcards.wildcards(), embeddings, loras, refresh);
        words = new StylesView.Models(styles, wildcards, names);
        window = new StylesWindow(words, context.settings(), context.window().frame());
        context.commands().bind(Command.EDIT_STYLES, window::showStyles);
        context.commands().bind(Command.EDIT_WILDCARDS, window::showWildcards);
    }

    public StylesView.Models words() {
        return words;
    }

    @Override
    public void relabel() {
        window.close();
    }
}
