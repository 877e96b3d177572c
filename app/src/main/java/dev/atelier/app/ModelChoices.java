package dev.atelier.app;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.models.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The checkpoints as Create offers them: lately used first, then by name, broken ones last. The
/// bundled one is offered even before it was looked at.
final class ModelChoices {
    private static final ModelChoice STARTER =
            new ModelChoice(ModelRow.STARTER, "SD 1 · 19 MB", 128, "");

    private ModelChoices() {}

    static List<ModelChoice> of(List<ModelRow> rows, List<String> recent) {
        var all = new ArrayList<ModelChoice>();
        for (var row : rows) {
            if (row.kind() == ModelKind.CHECKPOINT) {
                all.add(choice(row));
            }
        }
        if (all.stream().noneMatch(choice -> choice.name().equals(ModelRow.STARTER))) {
            all.addFirst(STARTER);
        }
        all.sort(
                Comparator.comparing((ModelChoice choice) -> !choice.usable())
                        .thenComparingInt(choice -> place(recent, choice)));
        return List.copyOf(all);
    }

    private static int place(List<String> recent, ModelChoice choice) {
        int place = recent.indexOf(choice.name());
        return place < 0 ? recent.size() : place;
    }

    private static ModelChoice choice(ModelRow row) {
        var family = row.family().replace("Stable Diffusion", "SD");
        return new ModelChoice(
                row.name(),
                family + " · " + size(row.sizeBytes()),
                row.nativeSize(),
                row.sound() ? "" : ModelsView.trouble(row));
    }

    private static String size(long bytes) {
        return bytes < 1_000_000_000
                ? Math.round(bytes / 1e6) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
