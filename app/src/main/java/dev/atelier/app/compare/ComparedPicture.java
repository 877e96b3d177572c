package dev.atelier.app.compare;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A picture file that is compared: its pixels and what its settings say.
///
/// @param recipe empty where the file carries none
/// @param fields of its infotext, by name; empty where it carries no settings
/// @param made how it came to be, as far as the file says it
public record ComparedPicture(
        Path file,
        BufferedImage image,
        Optional<Recipe> recipe,
        Map<String, String> fields,
        Provenance made) {
    public ComparedPicture {
        fields = Map.copyOf(fields);
    }

    /// Reads a file. What cannot be understood of its settings counts as none. Blocks for the
    /// reading.
    ///
    /// @throws IOException with a sentence, when it is gone, damaged or no picture
    public static ComparedPicture read(Path file) throws IOException {
        var image = PictureFile.pixels(file);
        var recipe = recipe(file);
        var texts = texts(file);
        var fields = written(texts).or(() -> recipe.map(ComparedPicture::fields)).orElse(Map.of());
        return new ComparedPicture(file, image, recipe, fields, Provenance.read(texts));
    }

    private static Optional<Recipe> recipe(Path file) {
        try {
            return PictureFile.read(file).map(ParsedRecipe::recipe);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // a picture of a kind that carries no settings
        }
    }

    private static Map<String, String> texts(Path file) {
        try {
            return PictureText.read(Files.readAllBytes(file));
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static Optional<Map<String, String>> written(Map<String, String> texts) {
        return Optional.ofNullable(texts.get(PngText.PARAMETERS))
                .filter(InfotextReader::endsInSettings)
                .map(InfotextReader::fields);
    }

    private static Map<String, String> fields(Recipe recipe) {
        return InfotextReader.fields(InfotextWriter.write(recipe, PictureFile.INFOTEXT_VERSION));
    }

    /// What people call it.
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /// Such as `768 × 512`.
    public String size() {
        return image.getWidth() + " × " + image.getHeight();
    }
}
