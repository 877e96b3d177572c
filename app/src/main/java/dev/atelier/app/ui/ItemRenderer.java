package dev.atelier.app.ui;

import java.awt.Component;
import java.util.function.Function;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;
import org.jspecify.annotations.Nullable;

/// Shows the items of a list or a combo box as words. Event thread.
///
/// @param <T> the type of all items
public final class ItemRenderer<T> extends DefaultListCellRenderer {
    private final transient Function<T, String> words;

    /// @param words of an item, which is never null
    public ItemRenderer(Function<T, String> words) {
        this.words = words;
    }

    @Override
    @SuppressWarnings("unchecked") // the list holds what it was given
    public Component getListCellRendererComponent(
            JList<?> list, @Nullable Object item, int index, boolean chosen, boolean focus) {
        var text = item == null ? "" : words.apply((T) item);
        return super.getListCellRendererComponent(list, text, index, chosen, focus);
    }
}
