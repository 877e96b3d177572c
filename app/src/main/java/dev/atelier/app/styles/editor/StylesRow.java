package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.Styles;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import dev.atelier.recipe.Recipe;
import java.awt.Graphics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.SwingConstants;

/// The row of a recipe from which styles are applied, and the prompt is saved as one.
public final class StylesRow {
    private final Messages messages = Messages.of(StylesRow.class);
    private final ThemedPanel row = ThemedPanel.clear("", "[grow,fill]4[28!]4[28!]", "[28!]");
    private final JButton choose = new Chooser();
    private final StylesModel styles;
    private final Draft draft;
    private final Runnable edit;

    /// The recipe that styles are applied to.
    ///
    /// @param change makes a change that can be undone in one step
    public record Draft(Observed<Recipe> recipe, Consumer<UnaryOperator<Recipe>> change) {
        void apply(Styles styles, List<String> names) {
            change.accept(recipe -> styles.applied(recipe, names).recipe());
        }
    }

    /// @param edit opens the place where styles are edited
    public StylesRow(StylesModel styles, Draft draft, Runnable edit) {
        this.styles = styles;
        this.draft = draft;
        this.edit = edit;
        choose.setName("styles");
        choose.setHorizontalAlignment(SwingConstants.LEFT);
        choose.addActionListener(event -> pick());
        styles.styles().bind(now -> label());
        styles.problem().bind(why -> label());
        var save = Buttons.icon("plus", messages.text("styles.save.tip"), () -> {});
        save.setName("save-style");
        save.addActionListener(event -> save(save));
        row.add(choose, "h 28!,wmin 0");
        row.add(save, "h 28!");
        var open = Buttons.icon("edit", messages.text("styles.edit"), edit);
        open.setName("edit-styles");
        row.add(open, "h 28!");
    }

    public JComponent component() {
        return row;
    }

    private void label() {
        int count = styles.styles().get().all().size();
        var problem = styles.problem().get();
        var words =
                count == 0 ? messages.text("styles.none") : messages.text("styles.choose", count);
        choose.setText(problem.isPresent() ? messages.text("styles.left-alone") : words);
        choose.setIcon(problem.isPresent() ? Icons.of("warning", 16, "warn") : null);
        choose.setToolTipText(sentence(messages, styles).orElse(null));
        choose.getAccessibleContext().setAccessibleName(messages.text("styles.title"));
    }

    /// Why the file is left alone, in the present language.
    static Optional<String> sentence(Messages messages, StylesModel styles) {
        return styles.problem()
                .get()
                .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .map(key ->
                        messages.text(
                                "styles." + key,
                                String.valueOf(styles.file().get().getFileName())));
    }

    /// A button that looks like the choices below it.
    private static final class Chooser extends JButton {
        private static final int SIZE = 16;

        Chooser() {
            putClientProperty("FlatLaf.style", "margin: 2,8,2,24");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            super.paintComponent(graphics);
            var icon = Icons.of("chevron-down", SIZE, "text.secondary");
            icon.paintIcon(this, graphics, getWidth() - SIZE - 6, (getHeight() - SIZE) / 2);
        }
    }

    private void pick() {
        styles.refresh();
        var picker =
                new StylePicker(styles, names -> draft.apply(styles.styles().get(), names), edit);
        picker.show(choose);
    }

    private void save(JComponent below) {
        var recipe = draft.recipe.get();
        new NamePopover(
                        messages.text("styles.save.title"),
                        name -> verdict(messages, styles, name),
                        name ->
                                styles.save(
                                        new Style(name, recipe.prompt(), recipe.negativePrompt())))
                .show(below);
    }

    private static Verdict verdict(Messages messages, StylesModel styles, String name) {
        var save = messages.text("styles.save");
        return switch (styles.name(name)) {
            case TAKEN ->
                    Verdict.good(messages.text("styles.taken"), messages.text("styles.replace"));
            case FREE -> Verdict.good(messages.text("styles.save.hint"), save);
            case NONE ->
                    Verdict.bad(
                            messages.text(name.isEmpty() ? "styles.save.hint" : "styles.no-name"),
                            save);
        };
    }
}
