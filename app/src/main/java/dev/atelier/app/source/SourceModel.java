package dev.atelier.app.source;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.observe.Observed;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What the recipe that the user edits starts from. Event thread.
public final class SourceModel {
    /// A1111's default in its img2img tab.
    public static final double DENOISING = 0.75;

    private final RecipeDraft draft;

    /// What a picture starts from.
    public enum Kind {
        NOISE,
        PICTURE,
        MASKED
    }

    public SourceModel(RecipeDraft draft) {
        this.draft = draft;
    }

    public Observed<Recipe> recipe() {
        return draft.recipe();
    }

    public Observed<Kind> kind() {
        return draft.recipe()
                .map(recipe ->
                        switch (recipe.mode()) {
                            case Mode.TextToImage _ -> Kind.NOISE;
                            case Mode.ImageToImage _ -> Kind.PICTURE;
                            case Mode.Inpaint _ -> Kind.MASKED;
                        });
    }

    /// The picture's file.
    public Observed<Optional<Path>> picture() {
        return draft.recipe().map(recipe -> picture(recipe.mode()));
    }

    private static Optional<Path> picture(Mode mode) {
        return switch (mode) {
            case Mode.TextToImage _ -> Optional.empty();
            case Mode.ImageToImage it -> Optional.of(Path.of(it.image()));
            case Mode.Inpaint it -> Optional.of(Path.of(it.image()));
        };
    }

    /// The mask's file.
    public Observed<Optional<Path>> mask() {
        return draft.recipe()
                .map(recipe ->
                        recipe.mode() instanceof Mode.Inpaint it
                                ? Optional.of(Path.of(it.mask()))
                                : Optional.empty());
    }

    /// How a mask is used, also while there is none.
    public static Mode.MaskSettings settings(Recipe recipe) {
        return recipe.mode() instanceof Mode.Inpaint it ? it.settings() : Mode.MaskSettings.DEFAULT;
    }

    public static double denoising(Recipe recipe) {
        return switch (recipe.mode()) {
            case Mode.TextToImage _ -> DENOISING;
            case Mode.ImageToImage it -> it.denoising();
            case Mode.Inpaint it -> it.denoising();
        };
    }

    public static Mode.Fit fit(Recipe recipe) {
        return switch (recipe.mode()) {
            case Mode.TextToImage _ -> Mode.Fit.CROP;
            case Mode.ImageToImage it -> it.fit();
            case Mode.Inpaint it -> it.fit();
        };
    }

    /// Starts from a whole picture; how much may change stays as it was.
    public void startFrom(Path picture) {
        draft.edit("", recipe -> recipe.withMode(whole(recipe, picture)));
    }

    /// The same in one step with another change.
    void startFrom(Path picture, UnaryOperator<Recipe> change) {
        draft.edit(
                "",
                recipe -> {
                    var changed = change.apply(recipe);
                    return changed.withMode(whole(changed, picture));
                });
    }

    private static Mode whole(Recipe recipe, Path picture) {
        return new Mode.ImageToImage(picture.toString(), denoising(recipe), fit(recipe));
    }

    /// Starts from a picture of which a mask is repainted.
    public void paintOver(Path picture, Path mask) {
        draft.edit("", recipe -> recipe.withMode(masked(recipe, picture, mask)));
    }

    private static Mode masked(Recipe recipe, Path picture, Path mask) {
        return new Mode.Inpaint(
                picture.toString(),
                mask.toString(),
                denoising(recipe),
                fit(recipe),
                settings(recipe));
    }

    /// The same, at another size.
    public void paintOver(Path picture, Path mask, Size size) {
        draft.edit("", recipe -> recipe.withMode(masked(recipe, picture, mask)).withSize(size));
    }

    /// Nothing but noise again.
    public void remove() {
        draft.edit("", recipe -> recipe.withMode(new Mode.TextToImage()));
    }

    /// Makes pictures of another's size.
    public void adopt(Size size) {
        draft.edit("", recipe -> recipe.withSize(size));
    }

    /// The size on the grid of 8 that comes next to a picture's.
    public static Size near(int width, int height) {
        return new Size(Size.nearestSide(width), Size.nearestSide(height));
    }

    /// The same recipe with other settings of its picture; none where there is no picture.
    public static Recipe with(Recipe recipe, double denoising, Mode.Fit fit) {
        return switch (recipe.mode()) {
            case Mode.TextToImage _ -> recipe;
            case Mode.ImageToImage it ->
                    recipe.withMode(new Mode.ImageToImage(it.image(), denoising, fit));
            case Mode.Inpaint it ->
                    recipe.withMode(
                            new Mode.Inpaint(it.image(), it.mask(), denoising, fit, it.settings()));
        };
    }

    /// The same recipe with other settings of its mask; none where there is no mask.
    public static Recipe with(Recipe recipe, Mode.MaskSettings settings) {
        return recipe.mode() instanceof Mode.Inpaint it
                ? recipe.withMode(
                        new Mode.Inpaint(it.image(), it.mask(), it.denoising(), it.fit(), settings))
                : recipe;
    }
}
