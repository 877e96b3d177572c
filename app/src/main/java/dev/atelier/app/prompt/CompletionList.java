package dev.atelier.app.prompt;

import dev.atelier.app.prompt.Completions.Suggestion;
import dev.atelier.app.styles.Style;
import java.util.function.Consumer;
import javax.swing.DefaultListCellRenderer;
import org.fife.ui.autocomplete.AutoCompletion;
import org.fife.ui.autocomplete.Completion;

/// The list below the caret: it opens by itself where a name begins, and with Ctrl+Space.
final class CompletionList extends AutoCompletion {
    private static final int DELAY_MILLIS = 250;

    private static final int WIDTH = 320;
    private static final int MOST_ROWS = 9;
    private static final int ROW_GAP = 4;

    private final CompletionSource source;
    private final Consumer<Style> styles;

    /// @param styles applies a style that was chosen
    CompletionList(CompletionSource source, Consumer<Style> styles) {
        super(source);
        this.source = source;
        this.styles = styles;
        setAutoActivationEnabled(true);
        setAutoActivationDelay(DELAY_MILLIS);
        setAutoCompleteSingleChoices(false);
        setShowDescWindow(false);
        setParameterAssistanceEnabled(false);
        setListCellRenderer(new DefaultListCellRenderer());
    }

    /// Opens, or is shown again, where the names that were read meanwhile fit what is being typed.
    void namesChanged() {
        var area = getTextComponent();
        if (area.isFocusOwner() && source.offersWildcard(area)) {
            doCompletion();
        }
    }

    /// The window is as high as what it lists, up to a limit from which on it scrolls.
    @Override
    protected int refreshPopupWindow() {
        var area = getTextComponent();
        int count = getCompletionProvider().getCompletions(area).size();
        int row = area.getFontMetrics(area.getFont()).getHeight() + ROW_GAP;
        setChoicesWindowSize(WIDTH, Math.clamp(count, 1, MOST_ROWS) * row + 2 * ROW_GAP);
        return super.refreshPopupWindow();
    }

    @Override
    protected void insertCompletion(Completion completion, boolean typedParameterListStart) {
        super.insertCompletion(completion, typedParameterListStart);
        if (completion instanceof CompletionSource.Entry entry
                && entry.suggestion() instanceof Suggestion.Applied applied) {
            styles.accept(applied.style());
        }
    }
}
