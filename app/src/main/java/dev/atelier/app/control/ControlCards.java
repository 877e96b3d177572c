package dev.atelier.app.control;

import dev.atelier.app.observe.Scope;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Section;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/// The cards of all ControlNet units of the recipe, in one section of the form.
public final class ControlCards {
    private static final String FIRST_MODULE = "canny";

    private final Messages messages = Messages.of(ControlCards.class);
    private final ThemedPanel column =
            ThemedPanel.clear("insets 0 0 4 0,wrap 1,gap 0 8", "[grow,fill]", "");
    private final Label none = Label.small(messages.text("control.none"));
    private final ControlParts parts;
    private final List<ControlCard> cards = new ArrayList<>();

    /// What each card observes, until it is removed.
    private final List<Scope> scopes = new ArrayList<>();

    public ControlCards(ControlParts parts) {
        this.parts = parts;
        none.setName("control-none");
        column.add(none, "h 24!,wmin 0");
        parts.draft().recipe().bind(recipe -> show());
        parts.models().onChange(now -> show());
        parts.offers().comparisons().onChange(now -> show());
        parts.offers().read().onChange(now -> show());
        parts.maps().changes().onChange(now -> show());
        parts.maps().look().onChange(now -> show());
    }

    public JComponent component() {
        return column;
    }

    /// Follows the number of cards in the header of the section.
    public void count(Section section) {
        parts.draft()
                .recipe()
                .map(recipe -> recipe.controls().size())
                .bind(count ->
                        section.count(
                                switch (count) {
                                    case 0 -> "";
                                    case 1 -> messages.text("control.unit");
                                    default -> messages.text("control.units", count);
                                }));
    }

    /// Adds a unit that draws edges.
    public void add() {
        add("");
    }

    /// Adds one that draws the edges of a picture.
    ///
    /// @param picture a finished one
    public void add(Path picture) {
        parts.sources().keep(picture, kept -> add(kept.toString()));
    }

    private void add(String image) {
        var units = parts.units().all();
        if (units.size() >= Units.MOST) {
            parts.verbs().complain().accept(messages.text("control.most", Units.MOST));
            return;
        }
        var unit =
                new ControlUnit(
                        ControlOffers.suggested(parts.models().get(), FIRST_MODULE),
                        new Preprocessing(FIRST_MODULE, Fit.CROP, -1, -1, -1, true),
                        image,
                        1,
                        0,
                        1,
                        Balance.BALANCED);
        parts.units().add(parts.units().all().size(), unit);
        EventQueue.invokeLater(() -> EventQueue.invokeLater(this::revealLast)); // when laid out
    }

    /// Scrolls to the last card, its head first.
    private void revealLast() {
        if (!cards.isEmpty()) {
            var card = cards.getLast().component();
            card.scrollRectToVisible(new Rectangle(card.getSize()));
        }
    }

    private void show() {
        var units = parts.units().all();
        boolean changed = cards.size() != units.size();
        while (cards.size() > units.size()) {
            var gone = cards.removeLast();
            gone.close();
            scopes.removeLast().close();
            column.remove(gone.component());
        }
        while (cards.size() < units.size()) {
            int unit = cards.size();
            var scope = new Scope();
            var card = scope.build(() -> new ControlCard(parts, unit, handle(unit)));
            scopes.add(scope);
            cards.add(card);
            column.add(card.component(), "wmin 0");
        }
        for (int i = 0; i < units.size(); i++) {
            cards.get(i).show(units.get(i));
        }
        none.setVisible(units.isEmpty());
        if (changed) {
            column.revalidate();
            column.repaint();
        }
    }

    private ControlHandle handle(int unit) {
        return new ControlHandle(
                messages.text("control.drag"),
                this::at,
                to -> {
                    if (to != unit) {
                        parts.units().move(unit, to);
                    }
                });
    }

    /// The place of the card that the pointer is over, or next to.
    private int at(MouseEvent event) {
        var y = SwingUtilities.convertPoint(event.getComponent(), event.getPoint(), column).y;
        for (int i = 0; i < cards.size(); i++) {
            var card = cards.get(i).component();
            if (y < card.getY() + card.getHeight()) {
                return i;
            }
        }
        return Math.max(0, cards.size() - 1);
    }
}
