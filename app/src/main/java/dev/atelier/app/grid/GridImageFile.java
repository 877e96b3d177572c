package dev.atelier.app.grid;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PngText;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;

/// A whole grid as one picture, which carries the settings it was varied from.
public final class GridImageFile {
    /// What viewers still open, and what fits in memory.
    private static final long MOST_PIXELS = 120_000_000;

    private GridImageFile() {}

    /// The files of a grid's pictures.
    public interface Cells {
        Optional<Path> file(int x, int y, int z);
    }

    /// Writes the grid at the size of its largest picture, smaller where it would be huge, and
    /// replaces what had that name. Blocks.
    ///
    /// @param cells where the pictures are, as far as they are made
    /// @param names what an axis is called
    public static void write(Grid grid, Cells cells, Function<Axis, String> names, Path file)
            throws IOException {
        PictureFile.write(content(grid, cells, names), file, false);
    }

    /// The same, replacing nothing.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    public static void writeNew(Grid grid, Cells cells, Function<Axis, String> names, Path file)
            throws IOException {
        PictureFile.write(content(grid, cells, names), file, true);
    }

    private static byte[] content(Grid grid, Cells cells, Function<Axis, String> names)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image(grid, cells, names), "png", bytes);
        var text = InfotextWriter.write(grid.base(), PictureFile.INFOTEXT_VERSION);
        return PngText.write(bytes.toByteArray(), Map.of(PngText.PARAMETERS, text));
    }

    static BufferedImage image(Grid grid, Cells cells, Function<Axis, String> names)
            throws IOException {
        var size = largest(grid, cells);
        var layout = new LabelledGrid(grid, size.width, size.height, names);
        double pixels = (double) layout.width() * layout.height();
        double scale = pixels <= MOST_PIXELS ? 1 : Math.sqrt(MOST_PIXELS / pixels);
        var fitted =
                new LabelledGrid(
                        grid,
                        (int) Math.max(8, size.width * scale),
                        (int) Math.max(8, size.height * scale),
                        names);
        try {
            return fitted.image((x, y, z) -> pixels(cells.file(x, y, z)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Of the pictures that are made.
    private static Dimension largest(Grid grid, Cells cells) throws IOException {
        int width = 8;
        int height = 8;
        for (var cell : grid.cells()) {
            var file = cells.file(cell.x(), cell.y(), cell.z());
            if (file.isPresent()) {
                var size = PictureFile.size(file.get());
                width = Math.max(width, size.width);
                height = Math.max(height, size.height);
            }
        }
        return new Dimension(width, height);
    }

    /// One at a time: together they may be more than memory holds.
    private static Optional<BufferedImage> pixels(Optional<Path> file) {
        try {
            return file.isPresent()
                    ? Optional.of(PictureFile.pixels(file.get()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
