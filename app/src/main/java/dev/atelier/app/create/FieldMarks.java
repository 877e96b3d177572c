package dev.atelier.app.create;

import dev.atelier.app.ui.popover.Help;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;

/// Outlines the fields of the form whose values cannot be honoured, before anything is made; their
/// tips say why and what to do. Models and prompts show it themselves. Event thread.
final class FieldMarks {
    private static final String OUTLINE = "JComponent.outline";

    private final Map<RecipeField, Field> fields = new EnumMap<>(RecipeField.class);
    private final Map<RecipeField, Unsupported> marked = new EnumMap<>(RecipeField.class);

    private record Field(JComponent control, String help) {}

    /// Takes a row of the form; one whose field is always honoured is passed over.
    void add(String key, JComponent control, String help) {
        field(key).ifPresent(it -> fields.put(it, new Field(control, help)));
    }

    private static Optional<RecipeField> field(String key) {
        return switch (key) {
            case "sampler" -> Optional.of(RecipeField.SAMPLER);
            case "vae" -> Optional.of(RecipeField.VAE);
            case "model" -> Optional.of(RecipeField.MODEL);
            case "hires-upscaler" -> Optional.of(RecipeField.HIRES_UPSCALER);
            case "hires-schedule" -> Optional.of(RecipeField.HIRES_SCHEDULE);
            default -> Optional.empty();
        };
    }

    /// Marks what of the recipe is not honoured.
    void show(List<Unsupported> all) {
        fields.forEach((field, row) -> {
            var problem = all.stream().filter(it -> it.field() == field).findFirst();
            if (!problem.equals(Optional.ofNullable(marked.get(field)))) {
                marked.remove(field);
                problem.ifPresent(it -> marked.put(field, it));
                mark(row, problem);
            }
        });
    }

    private static void mark(Field row, Optional<Unsupported> problem) {
        var words = problem.map(FieldMarks::words).orElse(row.help);
        var colour =
                problem.map(it -> it.effect() == Unsupported.Effect.REFUSED ? "error" : "warning");
        for (var input : inputs(row.control)) {
            input.putClientProperty(OUTLINE, colour.orElse(null));
            input.setToolTipText(words);
            Help.on(input, words);
        }
    }

    static String words(Unsupported problem) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return problem.why().in(language) + " " + problem.remedy().in(language);
    }

    /// A row has one or several.
    private static List<JComponent> inputs(JComponent control) {
        if (control instanceof JComboBox<?> || control instanceof JTextComponent) {
            return List.of(control);
        }
        var all = new ArrayList<JComponent>();
        for (var child : control.getComponents()) {
            if (child instanceof JComponent part) {
                all.addAll(inputs(part));
            }
        }
        return all;
    }
}
