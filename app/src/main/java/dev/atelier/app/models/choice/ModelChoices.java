package dev.atelier.app.models.choice;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsView;
import dev.atelier.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The checkpoints as Create offers them: lately used first, then by name, broken ones last. The
/// bundled one is offered even before it was looked at.
public final class ModelChoices {
    private static final ModelChoice STARTER =
            new ModelChoice(ModelLibrary.STARTER, "SD 1 · 19 MB", 128, "");

    private ModelChoices() {}

    public static List<ModelChoice> of(List<ModelRow> rows, List<String> recent) {
        var all = new ArrayList<ModelChoice>();
        for (var row : rows) {
            if (row.kind() == ModelKind.CHECKPOINT) {
                all.add(choice(row));
            }
        }
        if (all.stream().noneMatch(choice -> choice.name().equals(ModelLibrary.STARTER))) {
            all.addFirst(STARTER);
        }
        all.sort(
                Comparator.comparing((ModelChoice choice) -> !choice.usable())
                        .thenComparingInt(choice -> place(recent, choice)));
        return List.copyOf(all);
    }

    /// The autoencoders: A1111's two words, then files by the names it gives them.
    ///
    /// @param words what the two mean
    public static List<ModelChoice> vaes(List<ModelRow> rows, VaeWords words) {
        var all = new ArrayList<ModelChoice>();
        all.add(new ModelChoice(Recipe.AUTOMATIC_VAE, words.automatic, 0, ""));
        all.add(new ModelChoice(Recipe.NO_VAE, words.none, 0, ""));
        for (var row : rows) {
            if (row.kind() == ModelKind.VAE) {
                var name = String.valueOf(row.file().getFileName());
                var problem = row.sound() ? "" : ModelsView.problem(row);
                all.add(new ModelChoice(name, size(row.sizeBytes()), 0, problem));
            }
        }
        return List.copyOf(all);
    }

    /// @param automatic about the one beside the checkpoint or else its own
    /// @param none about the checkpoint's own
    public record VaeWords(String automatic, String none) {}

    private static int place(List<String> recent, ModelChoice choice) {
        int place = recent.indexOf(choice.name());
        return place < 0 ? recent.size() : place;
    }

    private static ModelChoice choice(ModelRow row) {
        return new ModelChoice(
                row.name(),
                row.briefFamily() + " · " + size(row.sizeBytes()),
                row.nativeSize(),
                row.sound() ? "" : ModelsView.problem(row));
    }

    private static String size(long bytes) {
        return bytes < 1_000_000_000
                ? Math.round(bytes / 1e6) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
