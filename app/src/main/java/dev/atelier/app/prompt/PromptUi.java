package dev.atelier.app.prompt;

import java.awt.geom.Rectangle2D;
import javax.swing.text.BadLocationException;
import javax.swing.text.Element;
import javax.swing.text.View;
import javax.swing.text.WrappedPlainView;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextAreaUI;

/// How a prompt is painted. The coloured view measures a line from its beginning for each of its
/// rows, which freezes the window where a line has tens of thousands of letters: such a text is
/// painted plainly, by a view that remembers its rows.
final class PromptUi extends RSyntaxTextAreaUI {
    private final PromptArea area;
    private boolean plain;

    PromptUi(PromptArea area) {
        super(area);
        this.area = area;
    }

    /// Paints plainly from now on, or in colours again.
    void plain(boolean now) {
        if (now != plain) {
            plain = now;
            modelChanged();
        }
    }

    @Override
    public View create(Element element) {
        return plain ? new Rows(element) : super.create(element);
    }

    @Override
    public int yForLine(int line) throws BadLocationException {
        return plain ? top(area.getLineStartOffset(line)) : super.yForLine(line);
    }

    @Override
    public int yForLineContaining(int offset) throws BadLocationException {
        return plain ? top(offset) : super.yForLineContaining(offset);
    }

    private int top(int offset) throws BadLocationException {
        Rectangle2D at = area.modelToView2D(offset);
        return at == null ? -1 : (int) at.getY();
    }

    private static final class Rows extends WrappedPlainView {
        /// No row is longer.
        private static final int FAR = 400;

        Rows(Element element) {
            super(element, true);
        }

        /// The view copies all that it may look at, for each row: a row's worth is enough.
        @Override
        protected int calculateBreakPosition(int from, int to) {
            return super.calculateBreakPosition(from, Math.min(to, from + FAR));
        }
    }
}
