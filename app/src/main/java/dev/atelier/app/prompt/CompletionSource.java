package dev.atelier.app.prompt;

import dev.atelier.app.prompt.Completions.Suggestion;
import java.awt.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.text.JTextComponent;
import org.fife.ui.autocomplete.BasicCompletion;
import org.fife.ui.autocomplete.Completion;
import org.fife.ui.autocomplete.CompletionProviderBase;
import org.fife.ui.autocomplete.ParameterizedCompletion;

/// [Completions] as the list below the caret wants them.
final class CompletionSource extends CompletionProviderBase {
    private final Supplier<Vocabulary> known;
    private final Runnable refresh;

    /// @param refresh looks for files that were added meanwhile, away from the event thread
    CompletionSource(Supplier<Vocabulary> known, Runnable refresh) {
        this.known = known;
        this.refresh = refresh;
    }

    /// An entry of the list.
    static final class Entry extends BasicCompletion {
        private final Suggestion suggestion;

        Entry(CompletionSource source, Suggestion suggestion) {
            super(source, inserted(suggestion));
            this.suggestion = suggestion;
        }

        Suggestion suggestion() {
            return suggestion;
        }

        private static String inserted(Suggestion suggestion) {
            return switch (suggestion) {
                case Suggestion.Text text -> text.inserted();
                case Suggestion.Applied applied -> "";
            };
        }

        @Override
        public String getInputText() {
            return suggestion.shown();
        }

        @Override
        public String toString() {
            return suggestion.shown();
        }
    }

    @Override
    public String getAlreadyEnteredText(JTextComponent area) {
        return area.getText().substring(now(area).start(), area.getCaretPosition());
    }

    /// A list that the library may sort.
    @Override
    protected List<Completion> getCompletionsImpl(JTextComponent area) {
        var entries = new ArrayList<Completion>();
        for (var suggestion : now(area).suggestions()) {
            entries.add(new Entry(this, suggestion));
        }
        return entries;
    }

    /// Asked while a typed character is in the text and the caret still before it. The files of
    /// wildcards are read again where one begins, and where none of those known fits.
    @Override
    public boolean isAutoActivateOkay(JTextComponent area) {
        var text = area.getText();
        int caret = Math.min(text.length(), area.getCaretPosition() + 1);
        boolean some = !Completions.at(text, caret, known.get()).suggestions().isEmpty();
        if (Completions.wildcard(text, caret)
                .filter(typed -> typed.isEmpty() || !some)
                .isPresent()) {
            refresh.run();
        }
        return some;
    }

    /// Whether a wildcard is being typed that may go on.
    boolean offersWildcard(JTextComponent area) {
        return Completions.wildcard(area.getText(), area.getCaretPosition()).isPresent()
                && !now(area).suggestions().isEmpty();
    }

    @Override
    public List<Completion> getCompletionsAt(JTextComponent area, Point point) {
        return List.of();
    }

    @Override
    public List<ParameterizedCompletion> getParameterizedCompletions(JTextComponent area) {
        return List.of();
    }

    private Completions now(JTextComponent area) {
        return Completions.at(area.getText(), area.getCaretPosition(), known.get());
    }
}
