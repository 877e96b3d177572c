package dev.atelier.app.picture;

import dev.atelier.file.WholeFile;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.importers.PictureSettings;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.imageio.ImageIO;

/// A picture as a PNG that carries its recipe and A1111's infotext, so that it can be made again.
public final class PictureFile {
    /// A1111 and its tools take the version as that of the text's own form.
    public static final String INFOTEXT_VERSION = "v1.10.1";

    private PictureFile() {}

    /// Writes `picture` aside and moves it into place, so that no half file is left behind. What
    /// had that name is replaced.
    public static void write(Picture picture, Path file) throws IOException {
        WholeFile.replace(file, content(picture, Provenance.of(picture)));
    }

    /// The same, replacing nothing.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    public static void writeNew(Picture picture, Path file) throws IOException {
        writeNew(picture, Provenance.of(picture), file);
    }

    /// The same with what else is known of its making.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    public static void writeNew(Picture picture, Provenance made, Path file) throws IOException {
        WholeFile.create(file, content(picture, made));
    }

    /// Any other file of this program's, whole or not at all.
    ///
    /// @param again to replace nothing
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    public static void write(byte[] content, Path file, boolean again) throws IOException {
        if (again) {
            WholeFile.create(file, content);
        } else {
            WholeFile.replace(file, content);
        }
    }

    /// Deletes what a sudden end may have left of a picture that never got its name.
    public static void discardHalf(Path file) throws IOException {
        WholeFile.discardHalves(file);
    }

    private static byte[] content(Picture picture, Provenance made) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        texts.put(PngText.PARAMETERS, InfotextWriter.write(picture.recipe(), INFOTEXT_VERSION));
        texts.put(PngText.RECIPE, RecipeJson.write(picture.recipe()));
        if (!made.isEmpty()) {
            texts.put(Provenance.KEYWORD, made.json());
        }
        return PngText.write(png(picture), texts);
    }

    /// The recipe inside a PNG, JPEG or WebP made here or by another program; empty where it
    /// carries none.
    ///
    /// @throws IOException when it cannot be read or is none of these
    public static Optional<ParsedRecipe> read(Path file) throws IOException {
        var picture = Files.readAllBytes(file);
        var texts = PictureText.read(picture);
        var recipe = texts.get(PngText.RECIPE);
        if (recipe != null) {
            return Optional.of(RecipeJson.read(recipe));
        }
        return PictureSettings.read(texts, PictureText.size(picture));
    }

    /// A picture that came as a PNG stays the one it is.
    private static byte[] png(Picture picture) throws IOException {
        if (picture.png().isPresent()) {
            return picture.png().get();
        }
        int width = picture.size().width();
        int height = picture.size().height();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed(picture), 0, width);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /// The size of a picture file in pixels, from its head.
    ///
    /// @throws IOException with a sentence, when it is gone, damaged or no picture
    public static Dimension size(Path file) throws IOException {
        present(file);
        return ImageFiles.size(file);
    }

    /// The pixels of a picture file, as a window paints them. Blocks for the reading.
    ///
    /// @throws IOException with a sentence, when it is gone, damaged or no picture
    public static BufferedImage pixels(Path file) throws IOException {
        present(file);
        return ImageFiles.read(file).image();
    }

    /// Such a failure has words of its own in the window.
    private static void present(Path file) throws NoSuchFileException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    /// The pixels as `0xRRGGBB`, row by row.
    public static int[] packed(Picture picture) {
        var rgb = picture.rgb();
        var pixels = new int[rgb.length / 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    channel(rgb, 3 * i, 16)
                            | channel(rgb, 3 * i + 1, 8)
                            | channel(rgb, 3 * i + 2, 0);
        }
        return pixels;
    }

    private static int channel(byte[] rgb, int at, int shift) {
        return Byte.toUnsignedInt(rgb[at]) << shift;
    }
}
