package dev.atelier.app.create;

import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.TimePrediction;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WrappedWords;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.recipe.Recipe;
import java.awt.Graphics;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.accessibility.AccessibleRole;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;

/// Where the next pictures are made: a button that says it, and the list of places with their
/// state, price and, where they take no work, the reason. Not there while this computer is the only
/// place.
final class PlaceButton {
    private static final int WIDTH = 430;

    /// Narrower beside a scroll bar, where there are many services.
    private static final String COLUMN = "[0:" + WIDTH + ":" + WIDTH + ",grow,fill]";

    /// Of the sentence below a name: beside the icon and within the edges.
    private static final int SENTENCE = WIDTH - 24 - 16;

    /// A reason of the cloud may be long; the tooltip has all of it.
    private static final int LINES = 3;

    private final Messages messages = Messages.of(CreateView.class);
    private final PlaceChoiceModel where;
    private final TimePrediction expected;
    private final Supplier<Recipe> recipe;
    private final JButton button = new JButton();

    /// @param expected how long a recipe takes at a place, where that is known
    /// @param recipe what is to be made
    PlaceButton(PlaceChoiceModel where, TimePrediction expected, Supplier<Recipe> recipe) {
        this.where = where;
        this.expected = expected;
        this.recipe = recipe;
        button.setName("where");
        button.setHorizontalAlignment(SwingConstants.LEFT);
        button.setIconTextGap(6);
        button.putClientProperty("FlatLaf.style", "margin: 2,8,2,8");
        button.addActionListener(event -> open());
        where.chosen().bind(now -> say());
        where.queue().places().bind(places -> button.setVisible(places.size() > 1));
    }

    JComponent component() {
        return button;
    }

    private void say() {
        var now = where.chosen().get();
        var words = words(now);
        button.setText(
                now.both()
                        ? messages.text("where.both")
                        : now.isAuto() ? messages.text("where.auto.brief") : words);
        button.setToolTipText(messages.text("where.tip", words));
        button.getAccessibleContext().setAccessibleName(messages.text("where.tip", words));
        button.setIcon(Icons.of(icon(now), 16, "text.secondary"));
    }

    private static String icon(PlaceChoice choice) {
        return choice.isAuto()
                ? "bolt"
                : choice.both() ? "both" : choice.isHere() ? "computer" : "cloud";
    }

    private String words(PlaceChoice choice) {
        if (choice.isAuto()) {
            return messages.text("where.auto");
        }
        if (choice.isHere()) {
            return messages.text("where.here");
        }
        var name =
                where.queue()
                        .at(choice.place())
                        .map(it -> it.place().name())
                        .orElse(choice.place());
        return choice.both() ? messages.text("where.both-with", name) : name;
    }

    private void open() {
        var list = ThemedPanel.clear("wrap 1,gap 2", COLUMN, "");
        list.setName("where-list");
        var popover = new Popover(list);
        var rows = new ArrayList<Row>();
        for (var choice : choices()) {
            var row = new Row(choice, () -> choose(choice, popover));
            rows.add(row);
            list.add(row);
        }
        list.add(patience(popover), "h 32!,gaptop 4");
        var chosen = rows.stream().filter(it -> it.choice.equals(where.chosen().get())).findFirst();
        popover.show(button, chosen.orElse(rows.getFirst()));
    }

    /// The number in the rule of "Automatic".
    private JComponent patience(Popover popover) {
        var row = ThemedPanel.clear("insets 0 8 0 8", "[grow,fill]8[64!]", "[28!]");
        row.add(Label.small(messages.text("where.patience")), "wmin 0");
        var legal = new NumberField.Limits(0, 600, 1, true);
        var field =
                new NumberField(
                        messages.text("where.patience"),
                        legal,
                        minutes -> where.patience(Duration.ofMinutes((long) minutes)));
        field.show((double) where.patience().toMinutes());
        field.component().setName("where-patience");
        Keys.on(
                field.component(),
                KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0),
                () -> {
                    if (field.commit()) {
                        popover.close();
                    }
                });
        row.add(field.component(), "h 28!");
        return row;
    }

    private void choose(PlaceChoice choice, Popover popover) {
        popover.close();
        where.choose(choice);
    }

    private List<PlaceChoice> choices() {
        var services =
                where.queue().places().get().stream()
                        .map(PlaceQueue::place)
                        .filter(it -> !it.isHere() && !isGone(it))
                        .toList();
        return Stream.of(
                        Stream.of(PlaceChoice.HERE),
                        services.isEmpty() ? Stream.<PlaceChoice>of() : Stream.of(PlaceChoice.AUTO),
                        services.stream().map(it -> PlaceChoice.at(it.id())),
                        services.stream().map(it -> new PlaceChoice(it.id(), true)))
                .flatMap(all -> all)
                .toList();
    }

    /// Whether it was deleted: it only keeps its jobs, and is listed while it is the choice.
    private boolean isGone(Place place) {
        return !where.chosen().get().place().equals(place.id())
                && where.queue()
                        .at(place.id())
                        .flatMap(it -> it.away().get())
                        .filter(it -> it.why() == WaitReason.Why.GONE)
                        .isPresent();
    }

    /// Time and money there, as far as they are known.
    private String cost(PlaceChoice choice) {
        var parts = new ArrayList<String>();
        if (choice.both() || choice.isHere()) {
            expected.of("here", recipe.get()).ifPresent(it -> parts.add("≈ " + Durations.text(it)));
        }
        if (!choice.isHere() && !choice.isAuto()) {
            where.queue().at(choice.place()).ifPresent(it -> parts.add(price(it)));
        }
        return String.join(" · ", parts);
    }

    private String price(PlaceQueue place) {
        var time = expected.of(place.place().id(), recipe.get());
        var hour = place.price().get();
        var free = place.place().isFree();
        var known = time.map(it -> "≈ " + Durations.text(it));
        var money =
                free
                        ? Optional.of(messages.text("where.free"))
                        : hour.map(it -> time.map(t -> Money.about(it, t)).orElse(Money.hour(it)));
        return Stream.of(known, money.or(() -> Optional.of(messages.text("where.no-price"))))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
    }

    private String state(PlaceChoice choice) {
        if (choice.isAuto()) {
            return messages.text("where.auto.help", Long.toString(where.patience().toMinutes()));
        }
        var place = where.queue().at(choice.place());
        return place.flatMap(it -> it.away().get())
                .map(WaitReason::words)
                .orElseGet(() ->
                        messages.text(
                                choice.both()
                                        ? "where.both.help"
                                        : switch (place.orElseThrow().place().kind()) {
                                            case HERE -> "where.here.help";
                                            case SYNC -> "where.sync.help";
                                            case ASYNC -> "where.async.help";
                                        }));
    }

    private boolean isAway(PlaceChoice choice) {
        return where.queue()
                .at(choice.place())
                .filter(it -> it.away().get().isPresent())
                .isPresent();
    }

    /// One place: its name and cost, and below its state or why it takes no work, as many lines as
    /// that needs. Its parts have no tooltips: they would take the clicks from it.
    private final class Row extends Painted {
        private final transient PlaceChoice choice;
        private boolean over;

        Row(PlaceChoice choice, Runnable action) {
            super(AccessibleRole.RADIO_BUTTON);
            this.choice = choice;
            var id = choice.isHere() ? "here" : (choice.both() ? "both-" : "") + choice.place();
            setName("where-" + id);
            setLayout(
                    new MigLayout("insets 4 8 4 8,gap 0 0,novisualpadding", "[24!][grow,fill]8[]"));
            add(new JLabel(Icons.of(icon(choice), 16, "text.secondary")), "spany");
            var name = new Label(words(choice), TextStyle.STRONG, "text");
            add(name, "wmin 0,h 18!");
            var cost = Label.small(cost(choice));
            add(cost, "wrap");
            var state = state(choice);
            var small = TextStyle.SMALL.font(state);
            var lines = WrappedWords.of(state, getFontMetrics(small), SENTENCE, LINES);
            for (int i = 0; i < lines.size(); i++) {
                var line = Label.small(lines.get(i));
                line.color(isAway(choice) ? "warn" : "text.tertiary");
                add(line, "cell 1 %d,spanx 2,wmin 0,h 18!".formatted(i + 1));
            }
            setToolTipText(lines.size() < LINES ? null : state);
            getAccessibleContext()
                    .setAccessibleName(name.getText() + ", " + cost.getText() + ", " + state);
            pressed(action);
            addMouseListener(
                    new MouseAdapter() {
                        @Override
                        public void mouseEntered(MouseEvent event) {
                            over = true;
                            repaint();
                        }

                        @Override
                        public void mouseExited(MouseEvent event) {
                            over = false;
                            repaint();
                        }
                    });
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            boolean now = choice.equals(where.chosen().get());
            if (now || over) {
                g.setColor(ThemeColors.color(now ? "accent.soft" : "bg.hover"));
                g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 12, 12));
            }
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.draw(
                        new RoundRectangle2D.Double(
                                0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 12, 12));
            }
            g.dispose();
        }
    }
}
