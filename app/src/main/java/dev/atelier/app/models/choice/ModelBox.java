package dev.atelier.app.models.choice;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Terms;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.Color;
import java.awt.Component;
import java.awt.EventQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;
import javax.swing.plaf.basic.ComboPopup;
import net.miginfocom.swing.MigLayout;

/// A combo box of models of one kind. Those with a problem are shown with it and cannot be chosen;
/// a recipe's model that is not here is shown as just that.
public final class ModelBox extends JComboBox<ModelChoice> {
    private static final int ROWS = 16;
    private static final int WIDTH = 280;

    private final String missing;
    private transient List<ModelChoice> all = List.of();
    private String name = "";
    private boolean filling;
    private boolean wrong;
    private boolean read = true;

    /// @param missing what is wrong with a model that is not here
    /// @param onChoose is called with choices made by hand
    public ModelBox(String missing, Consumer<ModelChoice> onChoose) {
        this.missing = missing;
        setMaximumRowCount(ROWS);
        setRenderer(new Cell());
        addActionListener(event -> {
            // Choosing again what is chosen changes nothing, such as numbers set since.
            boolean other = getSelectedItem() instanceof ModelChoice it && !it.name().equals(name);
            if (!filling && other) {
                onChoose.accept((ModelChoice) getSelectedItem());
            }
        });
        addPopupMenuListener(new Explained());
        key("END", 1);
        key("HOME", -1);
    }

    /// Goes to the last or the first that can be chosen.
    private void key(String stroke, int way) {
        Keys.on(
                this,
                WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(stroke),
                () -> getItemCount() > 0,
                () -> {
                    int at = way > 0 ? getItemCount() - 1 : 0;
                    while (at >= 0 && at < getItemCount() && !getItemAt(at).usable()) {
                        at -= way;
                    }
                    if (at >= 0 && at < getItemCount()) {
                        choose(at);
                    }
                });
    }

    /// In the open list a key moves the mark only, as the arrow keys do.
    private void choose(int at) {
        if (isPopupVisible() && getUI().getAccessibleChild(this, 0) instanceof ComboPopup open) {
            open.getList().setSelectedIndex(at);
            open.getList().ensureIndexIsVisible(at);
        } else {
            setSelectedIndex(at);
        }
    }

    /// Shows these choices and the chosen one from now on.
    ///
    /// @param known whether the choices are complete: before that, one that is not among them is no
    ///   mistake
    public void follow(
            Observed<List<ModelChoice>> choices, Observed<String> chosen, Observed<Boolean> known) {
        known.bind(now -> {
            read = now;
            fill();
        });
        follow(choices, chosen);
    }

    /// The same with choices that are complete.
    public void follow(Observed<List<ModelChoice>> choices, Observed<String> chosen) {
        choices.bind(now -> {
            all = now;
            fill();
        });
        chosen.bind(now -> {
            name = now;
            fill();
        });
    }

    private void fill() {
        filling = true;
        var items = new ArrayList<>(all);
        var chosen = items.stream().filter(item -> item.name().equals(name)).findFirst();
        if (chosen.isEmpty() && !name.isEmpty()) {
            items.addFirst(new ModelChoice(name, "", 0, read ? missing : ""));
        }
        var model = new DefaultComboBoxModel<>(items.toArray(ModelChoice[]::new));
        if (chosen.isPresent() || name.isEmpty()) {
            model.setSelectedItem(chosen.orElse(null)); // else the first would seem chosen
        }
        setModel(model);
        filling = false;
        var shown = (ModelChoice) model.getSelectedItem();
        mark(shown == null ? "" : shown.problem());
    }

    /// Leaves alone what others mark while nothing is wrong with the model itself.
    private void mark(String problem) {
        if (!problem.isEmpty() || wrong) {
            wrong = !problem.isEmpty();
            setToolTipText(wrong ? problem : null);
            putClientProperty("JComponent.outline", wrong ? "error" : null);
        }
    }

    @Override
    public void setSelectedItem(Object item) {
        if (!(item instanceof ModelChoice choice) || choice.usable()) {
            super.setSelectedItem(item);
        }
    }

    @Override
    public void setSelectedIndex(int index) {
        if (index < 0 || getItemAt(index).usable()) {
            super.setSelectedIndex(index);
        }
    }

    /// Says why what was chosen of the open list cannot be, which keys cannot read in its tip.
    private final class Explained implements PopupMenuListener {
        private boolean cancelled;

        @Override
        public void popupMenuWillBecomeVisible(PopupMenuEvent event) {
            cancelled = false;
        }

        @Override
        public void popupMenuCanceled(PopupMenuEvent event) {
            cancelled = true;
        }

        @Override
        public void popupMenuWillBecomeInvisible(PopupMenuEvent event) {
            if (!cancelled
                    && getUI().getAccessibleChild(ModelBox.this, 0) instanceof ComboPopup open
                    && open.getList().getSelectedValue() instanceof ModelChoice choice
                    && !choice.usable()
                    && !choice.name().equals(name)) {
                var words = choice.why().isEmpty() ? choice.problem() : choice.why();
                EventQueue.invokeLater(() -> say(words));
            }
        }

        private void say(String words) {
            if (isShowing()) {
                new Popover(new Sentence(words, WIDTH)).showBeside(ModelBox.this);
            }
        }
    }

    /// Name at the left, what is known at the right.
    private static final class Cell extends DefaultListCellRenderer {
        private final JPanel line =
                new JPanel(
                        new MigLayout(
                                "insets 0,gap 0,novisualpadding",
                                "[grow,fill,shrinkprio 50]8[shrinkprio 200]",
                                "[grow,center]"));
        private final Label detail = Label.small("");

        Cell() {
            line.add(this, "wmin 40");
            line.add(detail, "wmin 0");
        }

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object item, int index, boolean chosen, boolean focus) {
            super.getListCellRendererComponent(list, "", index, chosen, focus);
            if (item instanceof ModelChoice choice) {
                setText(Terms.of(choice.name()));
                detail.setText(choice.usable() ? choice.detail() : choice.problem());
                detail.color(choice.usable() ? "text.tertiary" : "error");
                setForeground(ThemeColors.color(choice.usable() ? "text" : "text.disabled"));
            } else {
                detail.setText(""); // it may have painted another item before
            }
            boolean lit = chosen && index >= 0;
            setOpaque(false);
            line.setOpaque(lit);
            line.setBackground(lit ? new Color(list.getSelectionBackground().getRGB()) : null);
            line.setBorder(getBorder());
            setBorder(null);
            var why = item instanceof ModelChoice choice ? choice.why() : "";
            line.setToolTipText(why.isEmpty() ? detail.getText() : why);
            return line;
        }
    }
}
