package dev.atelier.app.models;

import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.kit.Tokens;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.EnumMap;
import java.util.Map;
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

    /// Of rows and of the header above them.
    static final String COLUMNS = "[48!]12[grow,fill]12[184!,fill]12[88!,fill]12[88!,fill]";

    private final transient Messages messages = Messages.of(ModelCell.class);
    private final Map<ModelKind, Icon> icons = new EnumMap<>(ModelKind.class);
    private final JLabel icon = new JLabel("", SwingConstants.CENTER);
    private final Label name = Label.strong("");
    private final Label second = Label.small("");
    private final Label family = Label.body("");
    private final Label trained = Label.body("");
    private final Label size = Label.body("");
    private String ground = "";
    private boolean ring;

    ModelCell() {
        super(new MigLayout("insets 8 16 8 16,gap 0,novisualpadding,hidemode 3", COLUMNS, "[48!]"));
        setOpaque(false);
        for (var kind : ModelKind.values()) {
            icons.put(kind, Icons.of(kind.icon(), 20, "text.secondary"));
        }
        trained.setHorizontalAlignment(SwingConstants.RIGHT);
        size.setHorizontalAlignment(SwingConstants.RIGHT);
        var well = Layer.block("bg.well", 6, "", "[grow,fill]");
        well.add(icon, "h 48!");
        var words = Layer.clear("wrap 1", "[grow,fill]", "[20!]4[16!]");
        words.add(name, "wmin 0");
        words.add(second, "wmin 0");
        add(well, "w 48!,h 48!");
        add(words, "wmin 0,aligny center");
        add(family, "wmin 0");
        add(trained, "wmin 0");
        add(size, "wmin 0");
    }

    @Override
    public Component getListCellRendererComponent(
            JList<? extends ModelRow> list,
            ModelRow row,
            int index,
            boolean selected,
            boolean focused) {
        icon.setIcon(icons.get(row.kind()));
        name.setText(row.name());
        name.color(row.sound() ? "text" : "text.secondary");
        second(row, selected);
        family.setText(row.family());
        trained.setText(
                row.nativeSize() > 0 ? messages.text("models.pixels", row.nativeSize()) : "");
        size.setText(FileActs.size(row.sizeBytes()));
        for (var label : new Label[] {family, trained, size}) {
            label.color("text.secondary");
        }
        boolean active = list.isFocusOwner();
        ground = selected ? active ? "bg.selected" : "bg.selectedIdle" : hover(list, index);
        ring = focused && active;
        getAccessibleContext().setAccessibleName(row.name() + ", " + second.getText());
        return this;
    }

    private static String hover(JList<?> list, int index) {
        return Integer.valueOf(index).equals(list.getClientProperty("hover")) ? "bg.hover" : "";
    }

    private void second(ModelRow row, boolean selected) {
        if (!row.sound()) {
            second.setText(ModelsView.trouble(row));
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
        var g = Tokens.smooth(graphics);
        if (!ground.isEmpty()) {
            g.setColor(Tokens.color(ground));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
        }
        if (ring) {
            g.setColor(Tokens.color("focus"));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 14, 14));
        }
        g.dispose();
    }
}
