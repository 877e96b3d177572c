package dev.atelier.app.create.grid;

import dev.atelier.app.create.grid.Sheet.Place;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Finished;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PngText;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;

/// A whole grid as one picture, which carries the settings it was varied from.
public final class SheetFile {
    /// What viewers still open, and what fits in memory.
    private static final long MOST_PIXELS = 120_000_000;

    private SheetFile() {}

    /// Writes the sheet at the size of its largest picture, smaller where it would be huge, and
    /// replaces what had that name. Blocks.
    ///
    /// @param names what an axis is called
    public static void write(Sheet sheet, Function<Axis, String> names, Path file)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image(sheet, names), "png", bytes);
        var text = InfotextWriter.write(sheet.grid().base(), PictureFile.INFOTEXT_VERSION);
        var aside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.write(
                    aside, PngText.write(bytes.toByteArray(), Map.of(PngText.PARAMETERS, text)));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    static BufferedImage image(Sheet sheet, Function<Axis, String> names) throws IOException {
        var size = largest(sheet);
        var layout = new GridSheet(sheet.grid(), size.width, size.height, names);
        double pixels = (double) layout.width() * layout.height();
        double scale = pixels <= MOST_PIXELS ? 1 : Math.sqrt(MOST_PIXELS / pixels);
        var fitted =
                new GridSheet(
                        sheet.grid(),
                        (int) Math.max(8, size.width * scale),
                        (int) Math.max(8, size.height * scale),
                        names);
        try {
            return fitted.image((x, y, z) -> pixels(sheet.at(x, y, z).flatMap(Place::picture)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Of the pictures that are made.
    private static Dimension largest(Sheet sheet) throws IOException {
        int width = 8;
        int height = 8;
        for (var place : sheet.places()) {
            if (place.picture().isPresent()) {
                var size = PictureFile.size(place.picture().get().file());
                width = Math.max(width, size.width);
                height = Math.max(height, size.height);
            }
        }
        return new Dimension(width, height);
    }

    /// One at a time: together they may be more than memory holds.
    private static Optional<BufferedImage> pixels(Optional<Finished> made) {
        if (made.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PictureFile.pixels(made.get().file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
