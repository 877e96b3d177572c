package dev.atelier.app.create;

import dev.atelier.app.create.words.Passage;
import dev.atelier.app.create.words.PromptHistory;
import dev.atelier.app.create.words.WeightKeys;
import dev.atelier.app.create.words.WeightKeys.Direction;
import dev.atelier.app.kit.Tokens;
import dev.atelier.app.kit.Type;
import dev.atelier.app.observe.Value;
import java.awt.Graphics;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.Set;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import net.miginfocom.swing.MigLayout;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.SyntaxScheme;

/// Where a prompt is typed: coloured by its grammar, wrapped at words, with the keys that A1111's
/// users have in their hands. Tab leaves it.
public final class PromptEditor {
    private final Area area = new Area();
    private final JPanel frame;

    /// @param name what a screen reader says
    public PromptEditor(String name, Value<String> text) {
        area.setName(name);
        area.getAccessibleContext().setAccessibleName(name);
        area.setText(text.get());
        area.discardAllEdits();
        area.getDocument().addDocumentListener(new Edits(text));
        text.onChange(words -> {
            if (!words.equals(area.getText())) {
                area.setText(words);
            }
        });
        weightKey(KeyEvent.VK_UP, true);
        weightKey(KeyEvent.VK_DOWN, false);
        frame = new Frame(area);
    }

    public JComponent component() {
        return frame;
    }

    /// The text area itself, for focus and drops.
    public JComponent area() {
        return area;
    }

    /// Alt+Up and Alt+Down walk through the prompts that were sent.
    void remembering(PromptHistory history) {
        key(KeyEvent.VK_UP, () -> history.older(area.getText()).ifPresent(area::setText));
        key(KeyEvent.VK_DOWN, () -> history.newer(area.getText()).ifPresent(area::setText));
    }

    private void key(int code, Runnable act) {
        var stroke = KeyStroke.getKeyStroke(code, InputEvent.ALT_DOWN_MASK);
        area.getInputMap().put(stroke, "history" + code);
        area.getActionMap()
                .put(
                        "history" + code,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                act.run();
                            }
                        });
    }

    private void weightKey(int code, boolean up) {
        var name = up ? "weight-up" : "weight-down";
        area.getInputMap().put(KeyStroke.getKeyStroke(code, InputEvent.CTRL_DOWN_MASK), name);
        area.getActionMap()
                .put(
                        name,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                var before =
                                        new Passage(
                                                area.getText(),
                                                area.getSelectionStart(),
                                                area.getSelectionEnd());
                                var after =
                                        WeightKeys.press(
                                                before, up ? Direction.UP : Direction.DOWN);
                                area.setText(after.text());
                                area.select(after.start(), after.end());
                            }
                        });
    }

    private record Edits(Value<String> text) implements DocumentListener {
        @Override
        public void insertUpdate(DocumentEvent event) {
            changed(event);
        }

        @Override
        public void removeUpdate(DocumentEvent event) {
            changed(event);
        }

        @Override
        public void changedUpdate(DocumentEvent event) {
            // Attributes only.
        }

        private void changed(DocumentEvent event) {
            var document = event.getDocument();
            try {
                text.set(document.getText(0, document.getLength()));
            } catch (javax.swing.text.BadLocationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The text area without the habits of a programmer's editor.
    private static final class Area extends RSyntaxTextArea {
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
                        KeyEvent.VK_BACK_SPACE);

        Area() {
            setDocument(new RSyntaxDocument("text/plain"));
            ((RSyntaxDocument) getDocument()).setSyntaxStyle(new PromptSyntax());
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
            setBorder(BorderFactory.createEmptyBorder(7, 10, 7, 10));
            dress();
            leaveByTab();
        }

        /// With Ctrl or Alt only what every text field does: the other keys of a programmer's
        /// editor are commands of the studio.
        @Override
        protected boolean processKeyBinding(
                KeyStroke stroke, KeyEvent event, int condition, boolean pressed) {
            boolean command =
                    (event.getModifiersEx()
                                    & (InputEvent.CTRL_DOWN_MASK | InputEvent.ALT_DOWN_MASK))
                            != 0;
            boolean ours = !command || KEPT.contains(event.getKeyCode());
            return ours && super.processKeyBinding(stroke, event, condition, pressed);
        }

        @Override
        public void updateUI() {
            super.updateUI();
            if (getSyntaxScheme() != null) {
                dress();
            }
        }

        private void dress() {
            setFont(Type.BODY.font());
            setForeground(Tokens.color("text"));
            setBackground(Tokens.color("bg.field"));
            setCaretColor(Tokens.color("text"));
            setSelectionColor(Tokens.color("bg.selected"));
            setSelectedTextColor(Tokens.color("text"));
            setUseSelectedTextColor(false);
            var scheme = new SyntaxScheme(true);
            for (int i = 0; i < scheme.getStyleCount(); i++) {
                scheme.getStyle(i).font = Type.BODY.font();
                scheme.getStyle(i).background = null;
                scheme.getStyle(i).underline = false;
                scheme.getStyle(i).foreground = Tokens.color("text");
            }
            scheme.getStyle(PromptSyntax.WEIGHT).foreground = Tokens.color("syntax.weight");
            scheme.getStyle(PromptSyntax.SCHEDULE).foreground = Tokens.color("syntax.schedule");
            scheme.getStyle(PromptSyntax.NETWORK).foreground = Tokens.color("syntax.lora");
            scheme.getStyle(PromptSyntax.WILDCARD).foreground = Tokens.color("syntax.wildcard");
            scheme.getStyle(PromptSyntax.KEYWORD).foreground = Tokens.color("syntax.keyword");
            setSyntaxScheme(scheme);
        }

        private void leaveByTab() {
            getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, 0), "leave");
            getActionMap()
                    .put(
                            "leave",
                            new AbstractAction() {
                                @Override
                                public void actionPerformed(ActionEvent event) {
                                    transferFocus();
                                }
                            });
            setFocusTraversalKeys(
                    KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS,
                    Set.of(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, 0)));
        }
    }

    /// The rounded field around the text, with a ring while it has the focus.
    private static final class Frame extends JPanel implements FocusListener {
        private final Area area;

        Frame(Area area) {
            super(new MigLayout("insets 1,novisualpadding", "[grow,fill]", "[grow,fill]"));
            this.area = area;
            setOpaque(false);
            var scroll =
                    new JScrollPane(
                            area,
                            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
            scroll.setOpaque(false);
            scroll.getViewport().setOpaque(false);
            add(scroll, "wmin 0,hmin 0");
            area.addFocusListener(this);
        }

        @Override
        public void focusGained(FocusEvent event) {
            repaint();
        }

        @Override
        public void focusLost(FocusEvent event) {
            repaint();
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = Tokens.smooth(graphics);
            var shape =
                    new RoundRectangle2D.Double(
                            0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 12, 12);
            g.setColor(Tokens.color("bg.field"));
            g.fill(shape);
            g.setColor(Tokens.color(area.isFocusOwner() ? "focus" : "line.field"));
            g.draw(shape);
            g.dispose();
        }
    }
}
