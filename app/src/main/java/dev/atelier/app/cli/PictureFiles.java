package dev.atelier.app.cli;

import dev.atelier.recipe.Picture;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// Pictures as PNG files that carry A1111's infotext and the recipe.
final class PictureFiles {
    /// What the infotext names as its writer: A1111 readers take the version as their own form's.
    private static final String VERSION = "v1.10.1";

    private final Path destination;

    /// @param destination a folder, or a file name ending in `.png` for a single picture
    PictureFiles(Path destination) {
        this.destination = destination;
    }

    /// Writes pictures; a name in use is never overwritten in a folder.
    List<Path> save(List<Picture> pictures) throws IOException {
        boolean named = destination.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        if (named && pictures.size() > 1) {
            throw CommandException.usage("--out must be a folder when several pictures are made");
        }
        var files = new ArrayList<Path>();
        for (var picture : pictures) {
            var file = named ? destination : free(picture);
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.write(file, png(picture));
            files.add(file);
        }
        return files;
    }

    private Path free(Picture picture) throws IOException {
        Files.createDirectories(destination);
        var seed = Long.toUnsignedString(picture.recipe().seed().value());
        for (int i = 0; ; i++) {
            var file = destination.resolve("%05d-%s.png".formatted(i, seed));
            if (!Files.exists(file)) {
                return file;
            }
        }
    }

    static byte[] png(Picture picture) throws IOException {
        int width = picture.size().width();
        int height = picture.size().height();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var rgb = picture.rgb();
        var pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
        }
        image.setRGB(0, 0, width, height, pixels, 0, width);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        var texts = new LinkedHashMap<String, String>();
        texts.put(PngText.PARAMETERS, InfotextWriter.write(picture.recipe(), VERSION));
        texts.put(PngText.RECIPE, RecipeJson.write(picture.recipe()));
        return PngText.write(bytes.toByteArray(), texts);
    }
}
