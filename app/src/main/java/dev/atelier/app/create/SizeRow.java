package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.checkpoint.Family;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import org.jspecify.annotations.Nullable;

/// Width and height, and the shapes to choose from: ratios, or the sizes that the model was trained
/// at, where there are several.
final class SizeRow {
    private static final List<Ratio> RATIOS =
            List.of(
                    new Ratio(1, 1),
                    new Ratio(4, 3),
                    new Ratio(3, 2),
                    new Ratio(16, 9),
                    new Ratio(3, 4),
                    new Ratio(2, 3),
                    new Ratio(9, 16));

    private final Messages messages = Messages.of(SizeRow.class);
    private final DraftModel draft;
    private final Observed<List<ModelChoice>> models;
    private final JComboBox<String> shapes = new JComboBox<>();
    private final ThemedPanel row =
            ThemedPanel.clear("", "[56!]0[24!]0[56!]4[68:68:,grow,fill]4[]", "[28!]");
    private List<Size> trained = List.of();

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
        row.add(Buttons.icon(commands.action(Command.SWAP_SIZE)), "w 24!,h 28!");
        row.add(column.number("height", legal, height), "h 28!,wmin 0");
        shapes.getAccessibleContext().setAccessibleName(messages.text("size.ratio"));
        shapes.setName("ratio");
        shapes.setRenderer(new Shape());
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
        if (trained.isEmpty()) {
            RATIOS.forEach(ratio -> all.add(ratio.across() + " : " + ratio.down()));
        } else {
            trained.forEach(size -> all.add(size.width() + " × " + size.height()));
        }
        shapes.setModel(new DefaultComboBoxModel<>(all.toArray(String[]::new)));
        shapes.setToolTipText(
                messages.text(trained.isEmpty() ? "size.ratio.help" : "size.trained.help"));
    }

    private void show() {
        var recipe = draft.recipe().get();
        var now = trained(recipe);
        if (!now.equals(trained)) {
            trained = now;
            fill();
        }
        shapes.setSelectedIndex(1 + shapeOf(recipe.size()));
    }

    private List<Size> trained(Recipe recipe) {
        var name = recipe.model().map(ModelRef::name);
        return models.get().stream()
                .filter(it -> name.equals(Optional.of(it.name())))
                .findFirst()
                .map(it -> Family.sizesOf(it.nativeSize()))
                .orElse(List.of());
    }

    private void choose(int shape) {
        if (shape < 0 || shape == shapeOf(draft.recipe().get().size())) {
            return;
        }
        if (trained.isEmpty()) {
            draft.ratio(RATIOS.get(shape).across(), RATIOS.get(shape).down());
        } else {
            draft.edit("", r -> r.withSize(trained.get(shape)));
        }
    }

    /// Which of the shapes a size has, ratios within what the grid allows; -1 for none.
    private int shapeOf(Size size) {
        if (!trained.isEmpty()) {
            return trained.indexOf(size);
        }
        for (int i = 0; i < RATIOS.size(); i++) {
            double height = (double) size.width() * RATIOS.get(i).down() / RATIOS.get(i).across();
            if (Math.abs(height - size.height()) <= Size.GRID) {
                return i;
            }
        }
        return -1;
    }

    /// The closed box has no room for a size, which stands beside it: it shows the ratio.
    private final class Shape extends DefaultListCellRenderer {
        @Override
        public Component getListCellRendererComponent(
                JList<?> list, @Nullable Object item, int index, boolean chosen, boolean focus) {
            int at = shapes.getSelectedIndex() - 1;
            boolean closed = index < 0 && at >= 0 && at < trained.size();
            var words = closed ? ratio(trained.get(at)) : item;
            return super.getListCellRendererComponent(list, words, index, chosen, focus);
        }
    }

    private static String ratio(Size size) {
        int part =
                BigInteger.valueOf(size.width())
                        .gcd(BigInteger.valueOf(size.height()))
                        .intValueExact();
        return size.width() / part + " : " + size.height() / part;
    }

    private static String megapixels(Size size) {
        double millions = size.width() * size.height() / 1e6;
        return String.format(Locale.ROOT, millions < 10 ? "%.2f MP" : "%.0f MP", millions);
    }
}
