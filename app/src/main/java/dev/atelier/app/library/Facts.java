package dev.atelier.app.library;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.json.RecipeJson;
import dev.atelier.recipe.prompt.LoraTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a picture's head says of it.
///
/// @param width pixels; 0 where unknown
/// @param print of the file, for pictures without a recipe: the same picture has the same
/// @param made how it was made besides
/// @param date when it was made, where something says it; else it is when the file was written
record Facts(
        int width,
        int height,
        Optional<Recipe> recipe,
        String print,
        Provenance made,
        Optional<Instant> date) {
    private static final int DIGITS = 16;

    /// By which pictures are known to be of one recipe.
    ///
    /// @param twin the same for all pictures of one recipe, whatever made them: model by name, no
    ///   hashes, no fields that decide nothing. Pictures of other sizes, such as sheets, are
    ///   others, and so are those whose recipe does not say which picture they were made from, but
    ///   copies
    /// @param former what earlier versions had for `twin`: marks that were kept under it are moved
    /// @param family the same for all pictures of one recipe with any seed
    record Lineage(String twin, String former, long family) {}

    /// With a recipe that stands elsewhere, where there is one.
    Facts or(Optional<Recipe> other) {
        return new Facts(width, height, recipe.or(() -> other), print, made, date);
    }

    Facts withDate(Optional<Instant> value) {
        return new Facts(width, height, recipe, print, made, value);
    }

    Lineage kinship() {
        var text =
                recipe.map(it -> RecipeJson.write(RecipeKey.bare(it).withSeed(Seed.DEFAULT)))
                        .orElse(print);
        var own = recipe.filter(it -> !decides(it)).map(it -> text + "\n" + print).orElse(text);
        return new Lineage(
                twin(own, recipe.map(Recipe::seed).map(Seed::acting)),
                twin(text, recipe.map(Recipe::seed)),
                ByteBuffer.wrap(digest(text)).getLong());
    }

    /// Whether there is only one picture of a recipe. An infotext does not say which picture was
    /// started from, or which one guided it: many pictures may have the same.
    private static boolean decides(Recipe recipe) {
        return switch (recipe.mode()) {
            case Mode.TextToImage _ ->
                    recipe.activeControls().stream().noneMatch(it -> it.image().isEmpty());
            case Mode.ImageToImage mode -> !mode.image().isEmpty();
            case Mode.Inpaint mode -> !mode.image().isEmpty();
        };
    }

    private String twin(String text, Optional<Seed> seed) {
        var own = seed.map(Seed::toString).orElse("");
        var all = text + "\n" + own + "\n" + width + "x" + height;
        return HexFormat.of().formatHex(digest(all), 0, DIGITS);
    }

    /// Whether the recipe holds the hash of every LoRA that was used, so that one without a hash
    /// was not: this program's engine hashes all LoRAs that it loads, and notes what computed.
    private boolean records() {
        return !made.precision().isEmpty();
    }

    String model() {
        return recipe.flatMap(Recipe::model).map(ModelRef::name).orElse("");
    }

    /// Those that made the picture, by its own record. A picture without one may have been made
    /// with all that its prompt names.
    List<String> loras() {
        var recorded =
                recipe.stream()
                        .flatMap(it -> it.resourceHashes().stream())
                        .filter(it -> it.kind() == ResourceHash.Kind.LORA)
                        .map(ResourceHash::name)
                        .toList();
        var named = recipe.stream().flatMap(it -> LoraTag.of(it).stream()).map(LoraTag::name);
        return (records() || !recorded.isEmpty() ? recorded.stream() : named)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }

    List<String> controls() {
        return recipe.stream()
                .flatMap(it -> it.activeControls().stream())
                .map(Facts::control)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }

    /// A unit by its model, or else by what makes its map.
    private static String control(ControlUnit unit) {
        boolean named = !unit.model().isBlank() && !unit.model().equalsIgnoreCase("None");
        return named ? unit.model() : unit.preprocessing().module();
    }

    Optional<Seed> seed() {
        return recipe.map(Recipe::seed).filter(seed -> !seed.isRandom());
    }

    String sampler() {
        return recipe.map(it -> it.sampling().sampler().label()).orElse("");
    }

    /// What plain words of a search look at besides the prompt.
    String names(String file) {
        return String.join(
                " ",
                Stream.of(Stream.of(model(), file), loras().stream(), controls().stream())
                        .flatMap(it -> it)
                        .toList());
    }

    /// The infotext of a recipe.
    static String infotext(Recipe recipe) {
        return InfotextWriter.write(recipe, PictureFile.INFOTEXT_VERSION);
    }

    static byte[] digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
