package dev.atelier.app.create.grid;

import dev.atelier.app.create.grid.GridModel.Sheet;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.grid.Grid.Cell;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// A whole grid as one picture, which carries the settings it was varied from.
public final class SheetFile {
    /// What viewers still open, and what fits in memory.
    private static final long MOST_PIXELS = 120_000_000;

    private SheetFile() {}

    /// Writes the sheet at the size of its pictures, smaller where it would be huge. Blocks.
    public static void write(Sheet sheet, Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image(sheet), "png", bytes);
        var text = InfotextWriter.write(sheet.grid().base(), PictureFile.INFOTEXT_VERSION);
        Files.write(file, PngText.write(bytes.toByteArray(), Map.of(PngText.PARAMETERS, text)));
    }

    static BufferedImage image(Sheet sheet) {
        var size = sheet.grid().base().size();
        var layout = new GridSheet(sheet.grid(), size.width(), size.height());
        double pixels = (double) layout.width() * layout.height();
        double scale = pixels <= MOST_PIXELS ? 1 : Math.sqrt(MOST_PIXELS / pixels);
        var fitted =
                new GridSheet(
                        sheet.grid(),
                        (int) Math.max(8, size.width() * scale),
                        (int) Math.max(8, size.height() * scale));
        return fitted.image(cell -> pixels(sheet, cell));
    }

    private static Optional<BufferedImage> pixels(Sheet sheet, Cell cell) {
        return Optional.ofNullable(sheet.drawn().get(cell))
                .map(done -> GridTable.pixels(done.picture()));
    }
}
