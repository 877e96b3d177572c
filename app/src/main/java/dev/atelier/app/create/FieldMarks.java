package dev.atelier.app.create;

import dev.atelier.app.ui.Section;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;

/// Outlines the fields of the form whose values cannot be honoured, before anything is made; their
/// tips say why and what to do. Sections and prompts have a sign behind their names. Event thread.
final class FieldMarks {
    private static final String OUTLINE = "JComponent.outline";
    private static final String SECTION = "section-";

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Unsupported> marked = new HashMap<>();
    private List<Unsupported> problems = List.of();

    /// What shows a problem.
    @FunctionalInterface
    private interface Row {
        void mark(Optional<Unsupported> problem);
    }

    /// Takes a row of the form, or one of several controls in it, which comes before the row.
    ///
    /// @param help what its tip says while nothing is wrong
    void add(String key, JComponent control, String help) {
        if (rows.putIfAbsent(key, problem -> mark(control, help, problem)) == null) {
            show(key); // a row can come late
        }
    }

    /// Takes a section of the form.
    ///
    /// @param key `section-` and its name
    void add(String key, Section section) {
        rows.put(
                key,
                problem -> section.mark(token(problem), problem.map(FieldMarks::words).orElse("")));
    }

    /// Takes a prompt, which is outlined for what is wrong with its words: its name has the sign.
    void add(String key, Help name) {
        rows.put(
                key,
                problem ->
                        name.mark(
                                token(problem),
                                problem.map(FieldMarks::words).orElse(name.sentence())));
    }

    private static String token(Optional<Unsupported> problem) {
        return problem.map(it -> refused(it) ? "error" : "warn").orElse("");
    }

    /// The row or section of the form where a field is set; a recipe can have more than the form
    /// shows.
    static String key(RecipeField field) {
        return switch (field) {
            case PROMPT -> "prompt";
            case NEGATIVE_PROMPT -> "negative";
            case MODEL -> "model";
            case VAE -> "vae";
            case SIZE -> "size";
            case SAMPLER -> "sampler";
            case SCHEDULE -> "schedule";
            case LORAS -> SECTION + "lora";
            case CONTROLS -> SECTION + "control";
            case MASK -> SECTION + "image";
            case COLOR_CORRECTION -> "colors";
            case HIRES -> "hires";
            case HIRES_UPSCALER -> "hires-upscaler";
            case HIRES_SAMPLER -> "hires-sampler";
            case HIRES_SCHEDULE -> "hires-schedule";
            case CLIP_SKIP -> "clip-skip";
            case EMPHASIS -> "emphasis";
            case PADDING -> "padding";
            case NOISE -> "noise";
            case ENSD -> "ensd";
            case ETA -> "eta";
            case ETA_DDIM -> "eta-ddim";
            case SKIP_EARLY -> "skip-early";
            case DECODER -> "decoder";
            case REFINER, SETTINGS -> SECTION + "advanced";
        };
    }

    /// Marks what of the recipe is not honoured; of several in one place the first.
    void show(List<Unsupported> all) {
        problems = all;
        List.copyOf(rows.keySet()).forEach(this::show);
    }

    private void show(String key) {
        var problem = problems.stream().filter(it -> key(it.field()).equals(key)).findFirst();
        if (!problem.equals(Optional.ofNullable(marked.get(key)))) {
            marked.remove(key);
            problem.ifPresent(it -> marked.put(key, it));
            rows.getOrDefault(key, it -> {}).mark(problem);
        }
    }

    private static boolean refused(Unsupported problem) {
        return problem.effect() == Unsupported.Effect.REFUSED;
    }

    private static void mark(JComponent control, String help, Optional<Unsupported> problem) {
        var words = problem.map(FieldMarks::words).orElse(help);
        var colour = problem.map(it -> refused(it) ? "error" : "warning");
        for (var input : inputs(control)) {
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
        if (control instanceof JComboBox<?>
                || control instanceof JTextComponent
                || control instanceof JCheckBox) {
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
