package dev.atelier.app.grid;

import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The labelled table of a grid: x to the right, y down, one table below the other along z.
///
/// @param cellWidth of a picture, pixels
/// @param cellHeight of a picture, pixels
/// @param names what an axis is called
record LabelledGrid(Grid grid, int cellWidth, int cellHeight, Function<Axis, String> names) {
    private static final int GAP = 8;
    private static final int HEAD = 28;
    private static final int SIDE = 140;

    /// The pictures of cells that are drawn.
    interface Pictures {
        Optional<BufferedImage> picture(int x, int y, int z);
    }

    int width() {
        return SIDE + grid.length(0) * (cellWidth + GAP) + GAP;
    }

    int height() {
        return grid.length(2) * tableHeight() + GAP;
    }

    private int tableHeight() {
        int title = grid.length(2) > 1 ? HEAD : 0;
        return title + HEAD + grid.length(1) * (cellHeight + GAP) + GAP;
    }

    /// Where the picture of a cell lies.
    Rectangle place(int x, int y, int z) {
        int title = grid.length(2) > 1 ? HEAD : 0;
        return new Rectangle(
                SIDE + x * (cellWidth + GAP),
                z * tableHeight() + title + HEAD + y * (cellHeight + GAP),
                cellWidth,
                cellHeight);
    }

    /// The cell under a point.
    Optional<int[]> at(int px, int py) {
        for (int z = 0; z < grid.length(2); z++) {
            for (int y = 0; y < grid.length(1); y++) {
                for (int x = 0; x < grid.length(0); x++) {
                    if (place(x, y, z).contains(px, py)) {
                        return Optional.of(new int[] {x, y, z});
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Cells outside of the clip are not asked for.
    void paint(Graphics2D g, Pictures pictures) {
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        var font = TextStyle.LABEL.font();
        for (int z = 0; z < grid.length(2); z++) {
            titles(g, z, font);
        }
        for (int z = 0; z < grid.length(2); z++) {
            for (int y = 0; y < grid.length(1); y++) {
                for (int x = 0; x < grid.length(0); x++) {
                    var box = place(x, y, z);
                    if (g.hitClip(box.x, box.y, box.width, box.height)) {
                        g.setColor(ThemeColors.color("bg.well"));
                        g.fillRoundRect(box.x, box.y, box.width, box.height, 8, 8);
                        pictures.picture(x, y, z).ifPresent(picture -> fitted(g, picture, box));
                    }
                }
            }
        }
    }

    /// As large as it fits, in the middle: along an axis of sizes the shapes differ.
    private static void fitted(Graphics2D g, BufferedImage picture, Rectangle box) {
        double scale =
                Math.min(
                        (double) box.width / picture.getWidth(),
                        (double) box.height / picture.getHeight());
        int width = (int) Math.round(picture.getWidth() * scale);
        int height = (int) Math.round(picture.getHeight() * scale);
        g.drawImage(
                picture,
                box.x + (box.width - width) / 2,
                box.y + (box.height - height) / 2,
                width,
                height,
                null);
    }

    private void titles(Graphics2D g, int z, Font font) {
        var metrics = g.getFontMetrics(font);
        g.setFont(font);
        if (grid.length(2) > 1) {
            g.setColor(ThemeColors.color("text"));
            int y = place(0, 0, z).y - HEAD - HEAD / 2 + metrics.getAscent() / 2;
            g.drawString(fitted(label(2, z), metrics, width() - GAP), GAP, y);
        }
        g.setColor(ThemeColors.color("text.secondary"));
        for (int x = 0; x < grid.length(0); x++) {
            var box = place(x, 0, z);
            var words = fitted(label(0, x), metrics, cellWidth);
            int indent = (cellWidth - metrics.stringWidth(words)) / 2;
            g.drawString(words, box.x + indent, box.y - 9);
        }
        for (int y = 0; y < grid.length(1); y++) {
            var box = place(0, y, z);
            var words = fitted(label(1, y), metrics, SIDE - 2 * GAP);
            int middle = box.y + (cellHeight + metrics.getAscent()) / 2;
            g.drawString(words, SIDE - GAP - metrics.stringWidth(words), middle);
        }
    }

    /// What is special about a cell, in words.
    String words(int... cell) {
        return IntStream.range(0, grid.lines().size())
                .mapToObj(axis -> label(axis, cell[axis]))
                .collect(Collectors.joining(" · "));
    }

    /// A number needs its axis named; words say themselves what they are.
    private String label(int axis, int index) {
        if (axis >= grid.lines().size()) {
            return "";
        }
        var line = grid.lines().get(axis);
        var value = line.values().get(index);
        return switch (line.axis().kind()) {
            case WHOLE, FRACTION -> names.apply(line.axis()) + " " + value;
            case WORDS, CHOICE -> value.isBlank() ? names.apply(line.axis()) + " –" : value;
        };
    }

    private static String fitted(String words, FontMetrics metrics, int width) {
        var shown = words;
        while (shown.length() > 1 && metrics.stringWidth(shown) > width) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        return shown;
    }

    /// A picture of the whole grid, in the colours of the theme.
    BufferedImage image(Pictures pictures) {
        var image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        var g = ThemeColors.smooth(image.createGraphics());
        g.setColor(ThemeColors.color("bg.panel"));
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        paint(g, pictures);
        g.dispose();
        return image;
    }
}
