package dev.atelier.app.create;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;

/// Width and height, and the shapes to choose from: ratios, or with a model that was trained at
/// 1024 pixels the sizes that Stable Diffusion XL was trained at (Podell et al., "SDXL: Improving
/// Latent Diffusion Models", 2023, appendix I).
final class SizeRow {
    private static final int LARGE = 1024;

    private static final List<Ratio> RATIOS =
            List.of(
                    new Ratio(1, 1),
                    new Ratio(4, 3),
                    new Ratio(3, 2),
                    new Ratio(16, 9),
                    new Ratio(3, 4),
                    new Ratio(2, 3),
                    new Ratio(9, 16));

    /// The wide ones of those near a ratio that people use; each also stands upright.
    private static final List<Size> TRAINED =
            List.of(
                    new Size(1024, 1024),
                    new Size(1152, 896),
                    new Size(1216, 832),
                    new Size(1344, 768),
                    new Size(1536, 640),
                    new Size(896, 1152),
                    new Size(832, 1216),
                    new Size(768, 1344),
                    new Size(640, 1536));

    private final Messages messages = Messages.of(SizeRow.class);
    private final DraftModel draft;
    private final Observed<List<ModelChoice>> models;
    private final JComboBox<String> shapes = new JComboBox<>();
    private final ThemedPanel row =
            ThemedPanel.clear("", "[56!]0[24!]0[56!]4[68:68:,grow,fill]4[]", "[28!]");
    private boolean large;

    private record Ratio(int across, int down) {}

    SizeRow(
            DraftModel draft,
            Observed<List<ModelChoice>> models,
            Commands commands,
            RecipeColumn column) {
        this.draft = draft;
        this.models = models;
        var legal = new Limits(Size.MIN, Size.MAX, Size.GRID, true);
        var width =
                draft.field(
                        "width",
                        r -> (double) r.size().width(),
                        (r, v) -> r.withSize(new Size(Size.nearestSide(v), r.size().height())));
        var height =
                draft.field(
                        "height",
                        r -> (double) r.size().height(),
                        (r, v) -> r.withSize(new Size(r.size().width(), Size.nearestSide(v))));
        row.add(column.number("width", legal, width), "h 28!,wmin 0");
        row.add(Buttons.icon(commands.action(Command.SWAP_SIZE)), "h 28!");
        row.add(column.number("height", legal, height), "h 28!,wmin 0");
        shapes.getAccessibleContext().setAccessibleName(messages.text("size.ratio"));
        shapes.setName("ratio");
        fill();
        shapes.addActionListener(event -> choose(shapes.getSelectedIndex() - 1));
        row.add(shapes, "h 28!,wmin 0");
        draft.recipe().bind(r -> show());
        models.bind(all -> show());
        var area = Label.small("");
        draft.recipe().bind(r -> area.setText(megapixels(r.size())));
        row.add(area, "wmin 0");
    }

    JComponent component() {
        return row;
    }

    private void fill() {
        var all = new ArrayList<String>();
        all.add(messages.text("size.ratio"));
        if (large) {
            TRAINED.forEach(size -> all.add(size.width() + " × " + size.height()));
        } else {
            RATIOS.forEach(ratio -> all.add(ratio.across() + " : " + ratio.down()));
        }
        shapes.setModel(new DefaultComboBoxModel<>(all.toArray(String[]::new)));
        shapes.setToolTipText(messages.text(large ? "size.trained.help" : "size.ratio.help"));
    }

    private void show() {
        var recipe = draft.recipe().get();
        boolean now = isLarge(recipe);
        if (now != large) {
            large = now;
            fill();
        }
        shapes.setSelectedIndex(1 + shapeOf(recipe.size()));
    }

    private boolean isLarge(Recipe recipe) {
        var name = recipe.model().map(ModelRef::name);
        return models.get().stream()
                .filter(it -> name.equals(Optional.of(it.name())))
                .anyMatch(it -> it.nativeSize() == LARGE);
    }

    private void choose(int shape) {
        if (shape < 0 || shape == shapeOf(draft.recipe().get().size())) {
            return;
        }
        if (large) {
            draft.edit("", r -> r.withSize(TRAINED.get(shape)));
        } else {
            draft.ratio(RATIOS.get(shape).across(), RATIOS.get(shape).down());
        }
    }

    /// Which of the shapes a size has, ratios within what the grid allows; -1 for none.
    private int shapeOf(Size size) {
        if (large) {
            return TRAINED.indexOf(size);
        }
        for (int i = 0; i < RATIOS.size(); i++) {
            double height = (double) size.width() * RATIOS.get(i).down() / RATIOS.get(i).across();
            if (Math.abs(height - size.height()) <= Size.GRID) {
                return i;
            }
        }
        return -1;
    }

    private static String megapixels(Size size) {
        double millions = size.width() * size.height() / 1e6;
        return String.format(Locale.ROOT, millions < 10 ? "%.2f MP" : "%.0f MP", millions);
    }
}
