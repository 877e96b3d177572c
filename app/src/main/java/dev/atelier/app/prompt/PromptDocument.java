package dev.atelier.app.prompt;

import java.util.function.IntConsumer;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.jspecify.annotations.Nullable;

/// The text of a prompt, as long as one may be. What is typed over a selection is one change.
final class PromptDocument extends RSyntaxDocument {
    /// What the engine and its servers take.
    static final int LONGEST = 65_536;

    private boolean replacing;
    private transient Runnable full = () -> {};
    private transient IntConsumer grows = length -> {};

    PromptDocument() {
        super("text/plain");
    }

    /// @param action when a text is longer than there is room for, and its end is left out
    void onFull(Runnable action) {
        full = action;
    }

    /// @param action receives how long the text will be, before it is
    void onGrowth(IntConsumer action) {
        grows = action;
    }

    /// Whether a text is taken away because another comes in its place.
    boolean isReplacing() {
        return replacing;
    }

    @Override
    public void replace(int offset, int length, @Nullable String text, AttributeSet attributes)
            throws BadLocationException {
        replacing = text != null && !text.isEmpty() && length > 0;
        if (replacing) {
            remove(offset, length);
            replacing = false;
            insertString(offset, text, attributes);
        } else {
            super.replace(offset, length, text, attributes);
        }
    }

    @Override
    public void insertString(int offset, @Nullable String text, AttributeSet attributes)
            throws BadLocationException {
        int room = LONGEST - getLength();
        grows.accept(Math.min(LONGEST, getLength() + (text == null ? 0 : text.length())));
        if (text != null && text.length() > room) {
            super.insertString(offset, text.substring(0, Math.max(0, room)), attributes);
            full.run();
        } else {
            super.insertString(offset, text, attributes);
        }
    }
}
