package dev.atelier.app.prompt;

import dev.atelier.app.prompt.PromptParts.Kind;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Motion;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Graphics;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.swing.BorderFactory;
import javax.swing.KeyStroke;
import javax.swing.ToolTipManager;
import javax.swing.text.BadLocationException;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.SyntaxScheme;
import org.fife.ui.rtextarea.RTextAreaUI;

/// The text area without the habits of a programmer's editor.
final class PromptArea extends RSyntaxTextArea {
    private static final Map<Kind, String> COLOURS =
            Map.of(
                    Kind.WORDS, "text",
                    Kind.WEIGHT, "syntax.weight",
                    Kind.SCHEDULE, "syntax.schedule",
                    Kind.NETWORK, "syntax.lora",
                    Kind.NAME, "syntax.wildcard",
                    Kind.KEYWORD, "syntax.keyword",
                    Kind.COMMENT, "text.tertiary");

    /// What a text field does with Ctrl or Alt, and the list of names.
    private static final Set<Integer> KEPT =
            Set.of(
                    KeyEvent.VK_A,
                    KeyEvent.VK_C,
                    KeyEvent.VK_V,
                    KeyEvent.VK_X,
                    KeyEvent.VK_Y,
                    KeyEvent.VK_Z,
                    KeyEvent.VK_LEFT,
                    KeyEvent.VK_RIGHT,
                    KeyEvent.VK_UP,
                    KeyEvent.VK_DOWN,
                    KeyEvent.VK_HOME,
                    KeyEvent.VK_END,
                    KeyEvent.VK_INSERT,
                    KeyEvent.VK_DELETE,
                    KeyEvent.VK_BACK_SPACE,
                    KeyEvent.VK_SPACE);

    private static final int COMMAND = InputEvent.CTRL_DOWN_MASK | InputEvent.ALT_DOWN_MASK;

    private List<Integer> edges = List.of();
    private boolean loading;
    private Optional<Undoing> undoing = Optional.empty();

    /// Undo and redo that are kept elsewhere, for the whole form.
    interface Undoing {
        boolean canUndo();

        boolean canRedo();

        void undo();

        void redo();
    }

    /// @param isName whether a word is the name of an embedding
    PromptArea(Predicate<String> isName) {
        var document = new PromptDocument();
        setDocument(document);
        document.onGrowth(this::grow);
        document.setSyntaxStyle(new PromptSyntax(isName));
        setLineWrap(true);
        setWrapStyleWord(true);
        setHighlightCurrentLine(false);
        setMarkOccurrences(false);
        setBracketMatchingEnabled(false);
        setAutoIndentEnabled(false);
        setAntiAliasingEnabled(true);
        setOpaque(false);
        setTabsEmulated(false);
        setPopupMenu(null);
        ToolTipManager.sharedInstance().registerComponent(this); // for what is underlined
        // The editor's view adds the border less the margin to where it finds a character.
        setMargin(new Insets(7, 10, 7, 10));
        setBorder(BorderFactory.createEmptyBorder(7, 10, 7, 10));
        getCaret().setVisible(false);
        dress();
        on(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, 0), this::transferFocus);
        on(
                KeyStroke.getKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK),
                this::transferFocusBackward);
    }

    @Override
    protected RTextAreaUI createRTextAreaUI() {
        return new PromptUi(this);
    }

    /// Longer texts are no prompts: they are painted plainly, so that typing stays quick.
    private void grow(int length) {
        if (getUI() instanceof PromptUi ui) {
            ui.plain(length > PromptParts.LONGEST);
        }
    }

    /// Does something on a key, in place of what the editor did.
    void on(KeyStroke stroke, Runnable action) {
        Keys.on(this, stroke, action);
    }

    /// Marks these places with a thin line.
    void edges(List<Integer> indexes) {
        if (!indexes.equals(edges)) {
            edges = List.copyOf(indexes);
            repaint();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("warn"));
        for (int index : edges) {
            place(index)
                    .ifPresent(at -> g.fill(new Rectangle2D.Double(at.x + 1, at.y, 1, at.height)));
        }
        g.dispose();
    }

    private Optional<Rectangle> place(int index) {
        try {
            var at = index <= getDocument().getLength() ? modelToView2D(index) : null;
            return Optional.ofNullable(at).map(Rectangle2D::getBounds);
        } catch (BadLocationException e) {
            return Optional.empty(); // the text has changed since it was counted
        }
    }

    TextSelection passage() {
        return new TextSelection(getText(), getSelectionStart(), getSelectionEnd());
    }

    /// Shows another text as one step of undo; what is the same at both ends is not touched.
    void change(TextSelection to) {
        var old = getText();
        int shorter = Math.min(old.length(), to.text().length());
        int head = 0;
        while (head < shorter && old.charAt(head) == to.text().charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && old.charAt(old.length() - 1 - tail)
                        == to.text().charAt(to.text().length() - 1 - tail)) {
            tail++;
        }
        beginAtomicEdit();
        replaceRange(
                to.text().substring(head, to.text().length() - tail), head, old.length() - tail);
        endAtomicEdit();
        select(to.start(), to.end());
    }

    /// Shows a text that came from elsewhere, and clears the undo steps of the old one. The caret
    /// comes to where it changed, so that what undo did is seen.
    void load(String text) {
        int caret = getCaretPosition();
        int right = getDocument().getLength() - caret;
        boolean before = caret > 0 && getText().regionMatches(0, text, 0, caret);
        int next = before ? caret : Math.max(0, text.length() - right);
        loading = true;
        change(new TextSelection(text, next, next));
        loading = false;
        discardAllEdits();
    }

    /// Leaves undo to the form from now on: one history for all that is typed and chosen.
    void undoing(Undoing elsewhere) {
        undoing = Optional.of(elsewhere);
    }

    boolean undoable() {
        return undoing.map(Undoing::canUndo).orElseGet(this::canUndo);
    }

    boolean redoable() {
        return undoing.map(Undoing::canRedo).orElseGet(this::canRedo);
    }

    void undoOne() {
        undoing.ifPresentOrElse(Undoing::undo, this::undoLastAction);
    }

    void redoOne() {
        undoing.ifPresentOrElse(Undoing::redo, this::redoLastAction);
    }

    /// Whether the text changes because it changed elsewhere: it goes through states that were
    /// never typed.
    boolean isLoading() {
        return loading || (getDocument() instanceof PromptDocument it && it.isReplacing());
    }

    /// With Ctrl or Alt only what every text field does: the other keys of a programmer's editor
    /// are commands of the studio. When there is nothing to undo here, the key is the form's. A
    /// typed character is one, with AltGr too.
    @Override
    protected boolean processKeyBinding(
            KeyStroke stroke, KeyEvent event, int condition, boolean pressed) {
        boolean typed = event.getID() == KeyEvent.KEY_TYPED;
        boolean command = (event.getModifiersEx() & COMMAND) != 0;
        boolean ours = typed || !command || KEPT.contains(event.getKeyCode());
        return ours
                && !isOthersUndo(event)
                && super.processKeyBinding(stroke, event, condition, pressed);
    }

    private boolean isOthersUndo(KeyEvent event) {
        if (!event.isControlDown() || event.getID() == KeyEvent.KEY_TYPED) {
            return false;
        }
        return switch (event.getKeyCode()) {
            case KeyEvent.VK_Z ->
                    undoing.isPresent() || (event.isShiftDown() ? !canRedo() : !canUndo());
            case KeyEvent.VK_Y -> undoing.isPresent() || !canRedo();
            default -> false;
        };
    }

    /// Measures on an image while there is no screen, as when a view is painted into a picture.
    @Override
    public Graphics getGraphics() {
        var screen = super.getGraphics();
        return screen == null
                ? new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics()
                : screen;
    }

    @Override
    public void updateUI() {
        super.updateUI();
        if (getSyntaxScheme() != null) {
            dress();
            grow(getDocument().getLength());
        }
    }

    private void dress() {
        setFont(TextStyle.BODY.font());
        getCaret().setBlinkRate(Motion.caretMillis());
        setBackground(ThemeColors.color("bg.field", 0));
        setForeground(ThemeColors.color("text"));
        setCaretColor(ThemeColors.color("text"));
        setSelectionColor(ThemeColors.color("bg.selected"));
        setSelectedTextColor(ThemeColors.color("text"));
        setUseSelectedTextColor(false);
        var scheme = new SyntaxScheme(true);
        for (int i = 0; i < scheme.getStyleCount(); i++) {
            scheme.getStyle(i).font = TextStyle.BODY.font();
            scheme.getStyle(i).background = null;
            scheme.getStyle(i).underline = false;
            scheme.getStyle(i).foreground = ThemeColors.color("text");
        }
        COLOURS.forEach((kind, token) ->
                scheme.getStyle(PromptSyntax.token(kind)).foreground = ThemeColors.color(token));
        setSyntaxScheme(scheme);
    }
}
