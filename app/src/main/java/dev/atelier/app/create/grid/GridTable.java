package dev.atelier.app.create.grid;

import dev.atelier.app.create.grid.GridModel.Sheet;
import dev.atelier.app.kit.Painted;
import dev.atelier.app.kit.Tokens;
import dev.atelier.app.kit.Type;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Finished;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.grid.Grid.Cell;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.accessibility.AccessibleRole;

/// The grid on the screen, its cells filling as pictures are made; a click chooses one.
final class GridTable extends Painted {
    private static final int EDGE = 160;

    private final String hint;
    private final transient Map<Cell, BufferedImage> thumbs = new HashMap<>();
    private transient Optional<Sheet> sheet = Optional.empty();
    private transient Optional<GridSheet> layout = Optional.empty();

    /// @param hint what to do while there is no grid
    GridTable(String hint, Consumer<Finished> choose) {
        super(AccessibleRole.TABLE);
        this.hint = hint;
        setName("grid-table");
        getAccessibleContext().setAccessibleName(hint);
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        drawnAt(event).ifPresent(choose);
                    }
                });
        addMouseMotionListener(
                new MouseAdapter() {
                    @Override
                    public void mouseMoved(MouseEvent event) {
                        int shape =
                                drawnAt(event).isPresent()
                                        ? Cursor.HAND_CURSOR
                                        : Cursor.DEFAULT_CURSOR;
                        setCursor(Cursor.getPredefinedCursor(shape));
                    }
                });
    }

    void show(Optional<Sheet> next) {
        if (!sheet.map(Sheet::grid).equals(next.map(Sheet::grid))) {
            thumbs.clear();
        }
        sheet = next;
        layout = next.map(GridTable::laidOut);
        next.ifPresent(now ->
                now.drawn()
                        .forEach((cell, done) ->
                                thumbs.computeIfAbsent(cell, key -> thumb(done.picture()))));
        revalidate();
        repaint();
    }

    /// The longer side is the same for every grid.
    private static GridSheet laidOut(Sheet sheet) {
        var size = sheet.grid().base().size();
        double scale = EDGE / (double) Math.max(size.width(), size.height());
        return new GridSheet(
                sheet.grid(),
                (int) Math.max(8, size.width() * scale),
                (int) Math.max(8, size.height() * scale));
    }

    static BufferedImage pixels(Picture picture) {
        int width = picture.size().width();
        int height = picture.size().height();
        var whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        whole.setRGB(0, 0, width, height, PictureFile.packed(picture), 0, width);
        return whole;
    }

    private static BufferedImage thumb(Picture picture) {
        var whole = pixels(picture);
        int width = whole.getWidth();
        int height = whole.getHeight();
        double scale = Math.min(1, 2.0 * EDGE / Math.max(width, height));
        if (scale == 1) {
            return whole;
        }
        int wide = (int) Math.max(1, width * scale);
        int high = (int) Math.max(1, height * scale);
        var small = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        var g = small.createGraphics();
        g.drawImage(whole.getScaledInstance(wide, high, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        g.dispose();
        return small;
    }

    private Optional<Finished> drawnAt(MouseEvent event) {
        return layout.flatMap(it -> it.at(event.getX(), event.getY()))
                .flatMap(at ->
                        sheet.flatMap(now ->
                                now.drawn().entrySet().stream()
                                        .filter(entry -> isAt(entry.getKey(), at))
                                        .map(Map.Entry::getValue)
                                        .findFirst()));
    }

    private static boolean isAt(Cell cell, int[] at) {
        return cell.x() == at[0] && cell.y() == at[1] && cell.z() == at[2];
    }

    @Override
    public Dimension getPreferredSize() {
        return layout.map(it -> new Dimension(it.width(), it.height()))
                .orElse(new Dimension(400, 200));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = Tokens.smooth(graphics);
        g.setColor(Tokens.color("bg.panel"));
        g.fillRect(0, 0, getWidth(), getHeight());
        if (layout.isPresent()) {
            layout.get().paint(g, cell -> Optional.ofNullable(thumbs.get(cell)));
        } else {
            g.setFont(Type.BODY.font());
            g.setColor(Tokens.color("text.secondary"));
            int width = g.getFontMetrics().stringWidth(hint);
            g.drawString(hint, (getWidth() - width) / 2, getHeight() / 2);
        }
        g.dispose();
    }
}
