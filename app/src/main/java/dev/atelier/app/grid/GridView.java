package dev.atelier.app.grid;

import dev.atelier.app.grid.GridModel.Check;
import dev.atelier.app.grid.GridModel.Row;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.grid.Axis;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextField;

/// Three axes to choose and fill in, what they come to, and the table they make.
public final class GridView {
    private static final List<Axis> AXES = List.of(Axis.values());

    private final Messages messages = Messages.of(GridView.class);
    private final ThemedPanel page =
            ThemedPanel.ground(
                    "bg.panel",
                    "insets 16 16 16 16,gap 8,wrap 3",
                    "[16!]8[220!,fill]8[grow,fill]",
                    "");
    private final GridModel model;
    private final Actions actions;
    private final Sentence hint = new Sentence("", 0);
    private final JButton make;
    private final JButton cancel;
    private final JButton save;
    private final JComponent paused = ThemedPanel.clear("gap 8", "[grow,fill][]", "[32!]");

    /// What the view asks of the program around it.
    ///
    /// @param tasks where small pictures are read
    /// @param choose shows a picture on the canvas
    /// @param save writes the grid as a picture
    /// @param predict how long the pictures of a recipe take; empty where that is not known
    /// @param place where the cells are made
    public record Actions(
            Tasks tasks,
            Consumer<SavedPicture> choose,
            Consumer<QueuedGrid> save,
            Function<Recipe, Optional<Duration>> predict,
            Place place) {}

    /// Where the cells are made.
    ///
    /// @param name in words; empty where there is no choice
    /// @param paused whether it makes nothing for now
    /// @param resume ends that
    public record Place(Observed<String> name, Observed<Boolean> paused, Runnable resume) {}

    public GridView(GridModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        for (int at = 0; at < GridModel.AXES; at++) {
            row(at);
        }
        make = named("grid-make", Buttons.secondary(messages.text("grid.make"), model::make));
        cancel = named("grid-cancel", Buttons.quiet(messages.text("grid.cancel"), model::cancel));
        save = named("grid-save", Buttons.quiet(messages.text("grid.save"), this::save));
        hint.setName("grid-hint");
        page.add(hint, "span,growx,wmin 0");
        var bar = ThemedPanel.clear("gap 8", "[][]push[][]", "[32!]");
        bar.add(make, "h 32!");
        var swap = Buttons.icon("swap", messages.text("grid.swap"), model::swap);
        swap.setName("grid-swap");
        bar.add(swap);
        bar.add(cancel, "h 32!");
        bar.add(save, "h 32!");
        page.add(bar, "span,growx,gaptop 4");
        var resume =
                named("grid-resume", Buttons.quiet(messages.text("grid.resume"), this::resume));
        paused.add(new Label(messages.text("grid.paused"), TextStyle.BODY, "warn"), "wmin 0");
        paused.add(resume, "h 32!");
        page.add(paused, "span,growx,hidemode 3");
        var table =
                new GridTable(
                        messages.text("grid.empty"),
                        this::words,
                        actions.tasks(),
                        actions.choose());
        var scroll = new JScrollPane(table);
        scroll.setBorder(null);
        scroll.getVerticalScrollBar().setUnitIncrement(24);
        page.add(scroll, "span,grow,push,wmin 0,hmin 0");
        actions.place().paused().onChange(now -> offer());
        actions.place().name().onChange(now -> showText(model.check().get()));
        model.check().bind(this::showText);
        model.queued()
                .bind(queued -> {
                    table.show(queued);
                    offer();
                    showText(model.check().get()); // how long a picture takes is better known now
                });
    }

    public JComponent component() {
        return page;
    }

    private static JButton named(String name, JButton button) {
        button.setName(name);
        return button;
    }

    private void row(int at) {
        var name = GridModel.NAMES.get(at);
        var axes = new JComboBox<String>();
        axes.addItem(messages.text("grid.none"));
        for (var axis : AXES) {
            axes.addItem(words(axis));
        }
        axes.setName("axis-" + name.toLowerCase(Locale.ROOT));
        axes.setMaximumRowCount(24);
        axes.getAccessibleContext().setAccessibleName(messages.text("grid.axis", name));
        var values = new JTextField();
        values.setName("values-" + name.toLowerCase(Locale.ROOT));
        values.putClientProperty("JTextField.placeholderText", messages.text("grid.values"));
        values.getAccessibleContext().setAccessibleName(messages.text("grid.values.of", name));
        axes.addActionListener(event -> read(at, axes, values));
        values.getDocument().addDocumentListener(new OnEdit(() -> read(at, axes, values)));
        model.rows().bind(rows -> fill(rows.get(at), axes, values));
        page.add(Label.strong(name));
        page.add(axes, "h 32!,wmin 0,aligny center");
        page.add(values, "h 32!,wmin 0,aligny center");
    }

    private String words(Axis axis) {
        return messages.text("axis." + axis.name());
    }

    private void read(int at, JComboBox<String> axes, JTextField values) {
        int chosen = axes.getSelectedIndex() - 1;
        var axis = chosen < 0 ? Optional.<Axis>empty() : Optional.of(AXES.get(chosen));
        var row = new Row(axis, values.getText());
        var old = model.rows().get().get(at);
        if (!row.equals(old)) {
            model.row(at, row.axis().equals(old.axis()) ? row : GridModel.filled(old, row));
        }
    }

    private static void fill(Row row, JComboBox<String> axes, JTextField values) {
        int wanted = row.axis().map(axis -> AXES.indexOf(axis) + 1).orElse(0);
        if (!values.getText().equals(row.values())) {
            values.setText(row.values());
        }
        if (axes.getSelectedIndex() != wanted) {
            axes.setSelectedIndex(wanted);
        }
    }

    private void showText(Check check) {
        make.setEnabled(check.cells() > 0);
        if (!check.sentence().isEmpty()) {
            hint.color("error");
            hint.setText(check.sentence());
            return;
        }
        hint.color("text.secondary");
        hint.setText(check.cells() == 0 ? "" : counted(check.recipes()));
    }

    private String counted(List<Recipe> cells) {
        var pictures = messages.text("grid.pictures", cells.size());
        var each = cells.stream().map(actions.predict()).flatMap(Optional::stream).toList();
        var time =
                each.size() < cells.size()
                        ? pictures
                        : pictures
                                + "  ≈ "
                                + Durations.text(each.stream().reduce(Duration::plus).get());
        var place = actions.place().name().get();
        return place.isEmpty() ? time : time + "  ·  " + messages.text("grid.at", place);
    }

    private void offer() {
        save.setVisible(model.queued().get().filter(QueuedGrid::anyMade).isPresent());
        boolean waits = model.queued().get().filter(it -> it.waiting() > 0).isPresent();
        cancel.setVisible(waits);
        paused.setVisible(waits && actions.place().paused().get());
    }

    private void resume() {
        actions.place().resume().run();
        offer();
    }

    private void save() {
        model.queued().get().ifPresent(actions.save());
    }
}
