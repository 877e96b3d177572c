package dev.atelier.webui.request;

import dev.atelier.control.ControlMaps;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which models there are to choose from.
///
/// @param checkpoints the first is in use until another is chosen
/// @param controls names of ControlNet models
/// @param maps draws what they see
public record Catalogue(
        List<Checkpoint> checkpoints,
        List<String> vaes,
        List<String> loras,
        List<Embedding> embeddings,
        List<String> controls,
        ControlMaps maps) {
    /// A word that stands for vectors of its own.
    ///
    /// @param name how prompts name it
    /// @param vectors how many tokens it takes
    /// @param shape numbers in each vector
    public record Embedding(String name, int vectors, int shape) {}

    /// @param name without its ending
    /// @param hash the first ten digits of its SHA-256, may be empty
    /// @param filename where it lies, as the lists give it
    public record Checkpoint(String name, String hash, String filename) {
        /// As A1111 shows it: `name.safetensors [hash]`.
        public String title() {
            int slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
            var file = filename.substring(slash + 1);
            return hash.isEmpty() ? file : file + " [" + hash + "]";
        }

        public ModelRef ref() {
            return new ModelRef(name, hash);
        }

        /// The names that A1111 knows a checkpoint by (`CheckpointInfo.ids`).
        private boolean answersTo(String wanted) {
            return !wanted.isEmpty()
                    && (wanted.equals(title())
                            || wanted.equals(name)
                            || wanted.equals(hash)
                            || wanted.equals(name + " [" + hash + "]")
                            || title().startsWith(wanted + " ["));
        }
    }

    public Catalogue {
        if (checkpoints.isEmpty()) {
            throw new IllegalArgumentException("a webui needs a checkpoint");
        }
        checkpoints = List.copyOf(checkpoints);
        vaes = List.copyOf(vaes);
        loras = List.copyOf(loras);
        embeddings = List.copyOf(embeddings);
        controls = List.copyOf(controls);
    }

    /// With the maps that need no network.
    public Catalogue(
            List<Checkpoint> checkpoints,
            List<String> vaes,
            List<String> loras,
            List<Embedding> embeddings,
            List<String> controls) {
        this(checkpoints, vaes, loras, embeddings, controls, ControlMaps.PLAIN);
    }

    /// One checkpoint and nothing else.
    public static Catalogue of(ModelRef model) {
        return new Catalogue(
                List.of(new Checkpoint(model.name(), model.hash(), model.name() + ".safetensors")),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// What a recipe says for a value of A1111's setting `sd_vae`: a file that is on the list, or
    /// its own; A1111 takes the checkpoint's own for a name that it does not know.
    ///
    /// @return empty for the automatic choice
    public Optional<String> vae(String setting) {
        if (setting.equals(Recipe.AUTOMATIC_VAE) || setting.equals("auto")) {
            return Optional.empty();
        }
        return Optional.of(vaes.contains(setting) ? setting : Recipe.NO_VAE);
    }

    /// A ControlNet model by its name with or without its hash, or by a part of it, of which the
    /// shortest counts (the extension's `find_closest_lora_model_name`).
    public Optional<String> control(String wanted) {
        if (controls.contains(wanted)) {
            return Optional.of(wanted);
        }
        var part = wanted.toLowerCase(Locale.ROOT);
        var named = controls.stream().filter(it -> plain(it).equals(part)).findFirst();
        return named.or(() ->
                controls.stream()
                        .filter(it -> plain(it).contains(part))
                        .min(Comparator.comparingInt(it -> plain(it).length())));
    }

    private static String plain(String control) {
        int hash = control.lastIndexOf(" [");
        return (hash > 0 ? control.substring(0, hash) : control).toLowerCase(Locale.ROOT);
    }

    /// By title, name or hash.
    public Optional<Checkpoint> checkpoint(String wanted) {
        return checkpoints.stream().filter(c -> c.answersTo(wanted)).findFirst();
    }
}
