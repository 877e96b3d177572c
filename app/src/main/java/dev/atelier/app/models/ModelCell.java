package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;

/// Paints a model as a row of two lines. A broken one says why in its second.
final class ModelCell extends JPanel implements ListCellRenderer<ModelRow> {
    static final int HEIGHT = 64;

    /// Below these widths of a row the family goes, then the training size, then the file's size.
    /// The name always stays.
    private static final int[] NEEDS = {640, 460, 360};

    /// Of rows and of the header above them. What is hidden takes its gaps along.
    static final String COLUMNS = "[48!]12[grow,fill]0[pref!,fill]0[pref!,fill]0[pref!,fill]";

    /// The column constraints of family, training size and size.
    static final List<String> CELLS =
            List.of("w 184!,gapleft 12", "w 88!,gapleft 12", "w 88!,gapleft 12");

    /// Which of the three are shown in a row of that width.
    static boolean shows(int column, int width) {
        return width >= NEEDS[column];
    }

    private final transient Messages messages = Messages.of(ModelCell.class);
    private final Map<ModelKind, Icon> icons = new EnumMap<>(ModelKind.class);
    private final JLabel icon = new JLabel("", SwingConstants.CENTER);
    private final Label name = Label.strong("");
    private final Label second = Label.small("");
    private final Label family = Label.body("");
    private final Label trained = Label.body("");
    private final Label size = Label.body("");
    private final transient Function<ModelRow, String> label;
    private String ground = "";
    private boolean ring;

    /// @param label what a model is called
    ModelCell(Function<ModelRow, String> label) {
        super(new MigLayout("insets 8 16 8 16,gap 0,novisualpadding,hidemode 3", COLUMNS, "[48!]"));
        this.label = label;
        setOpaque(false);
        for (var kind : ModelKind.values()) {
            icons.put(kind, Icons.of(kind.icon(), 20, "text.secondary"));
        }
        trained.setHorizontalAlignment(SwingConstants.RIGHT);
        size.setHorizontalAlignment(SwingConstants.RIGHT);
        var well = ThemedPanel.block("bg.well", 6, "", "[grow,fill]");
        well.add(icon, "h 48!");
        var words = ThemedPanel.clear("wrap 1", "[grow,fill]", "[20!]4[16!]");
        words.add(name, "wmin 0");
        words.add(second, "wmin 0");
        add(well, "w 48!,h 48!");
        add(words, "wmin 0,aligny center");
        add(family, CELLS.get(0));
        add(trained, CELLS.get(1));
        add(size, CELLS.get(2));
    }

    @Override
    public Component getListCellRendererComponent(
            JList<? extends ModelRow> list,
            ModelRow row,
            int index,
            boolean selected,
            boolean focused) {
        icon.setIcon(icons.get(row.kind()));
        name.setText(label.apply(row));
        name.color(row.sound() ? "text" : "text.secondary");
        second(row, selected);
        family.setText(row.familyLabel());
        trained.setText(
                row.nativeSize() > 0 ? messages.text("models.pixels", row.nativeSize()) : "");
        size.setText(FileActions.size(row.sizeBytes()));
        var columns = new Label[] {family, trained, size};
        for (int i = 0; i < columns.length; i++) {
            columns[i].color("text.secondary");
            columns[i].setVisible(shows(i, list.getWidth()));
        }
        boolean active = list.isFocusOwner();
        ground = selected ? active ? "bg.selected" : "bg.selectedIdle" : hover(list, index);
        ring = focused && active;
        getAccessibleContext().setAccessibleName(name.getText() + ", " + second.getText());
        return this;
    }

    private static String hover(JList<?> list, int index) {
        return Integer.valueOf(index).equals(list.getClientProperty("hover")) ? "bg.hover" : "";
    }

    private void second(ModelRow row, boolean selected) {
        if (!row.sound()) {
            second.setText(ModelsView.problem(row));
            second.color("error");
            return;
        }
        var facts = row.facts();
        var hash = facts.hash().isEmpty() ? messages.text("models.no-hash") : facts.hash();
        var kind = messages.text("kind." + row.kind().id());
        var unused = row.kind().used() ? "" : messages.text("about.unused");
        second.setText(
                Stream.of(
                                row.bundled() ? messages.text("models.bundled") : kind,
                                row.kind() == ModelKind.CHECKPOINT ? hash : "",
                                facts.numbers(),
                                unused)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · ")));
        second.color(selected ? "text.secondary" : "text.tertiary");
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        if (!ground.isEmpty()) {
            g.setColor(ThemeColors.color(ground));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
        }
        if (ring) {
            g.setColor(ThemeColors.color("focus"));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 14, 14));
        }
        g.dispose();
    }
}
