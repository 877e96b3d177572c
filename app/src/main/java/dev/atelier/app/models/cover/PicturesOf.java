package dev.atelier.app.models.cover;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.LoraTag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The user's own pictures by the models they were made with, from the jobs that are remembered.
/// Event thread.
public final class PicturesOf {
    /// What follows the name of a ControlNet in infotext and in the lists of services.
    private static final Pattern HASH = Pattern.compile(" \\[[0-9a-f]+]$");

    private final Observed<List<Job>> jobs;
    private final Settings settings;
    private final Map<Long, List<String>> named = new HashMap<>();
    private final Value<Integer> changes = Value.of(0);
    private Map<String, Uses> uses = Map.of();
    private boolean stale = true;

    /// What was made with a model.
    ///
    /// @param pictures the one that was chosen as the cover, then the newest first
    /// @param last when the newest was made, in milliseconds since 1970; 0 for never
    public record Uses(List<Path> pictures, long last) {
        /// Nothing yet.
        public static final Uses NONE = new Uses(List.of(), 0);

        public Uses {
            pictures = List.copyOf(pictures);
        }
    }

    /// @param jobs all that are remembered
    public PicturesOf(Observed<List<Job>> jobs, Settings settings) {
        this.jobs = jobs;
        this.settings = settings;
        jobs.onChange(now -> {
            stale = true;
            changes.update(count -> count + 1);
        });
    }

    /// Reports that there may be other pictures.
    public Observed<Integer> changes() {
        return changes;
    }

    /// Whether it is known which recipes use models of a kind.
    public static boolean counts(ModelKind kind) {
        return switch (kind) {
            case CHECKPOINT, VAE, LORA, CONTROLNET -> true;
            case EMBEDDING, UPSCALER, TAESD -> false;
        };
    }

    /// Whether a recipe uses a model under any of its names.
    public static boolean isIn(Recipe recipe, ModelKind kind, Collection<String> names) {
        var used = keys(recipe);
        return names.stream().anyMatch(name -> used.contains(key(kind, name)));
    }

    /// What was made with a model under any of its names, of which the first is its own.
    public Uses of(ModelKind kind, Collection<String> names) {
        refresh();
        return names.stream()
                .map(name -> uses.getOrDefault(key(kind, name), Uses.NONE))
                .filter(found -> found.last > 0)
                .findFirst()
                .map(found -> names.stream().findFirst().map(own -> led(found, kind, own)))
                .flatMap(found -> found)
                .orElse(Uses.NONE);
    }

    /// Shows a model by one of its pictures from now on.
    ///
    /// @param own its name
    public void choose(ModelKind kind, String own, Path picture) {
        settings.put(cover(kind, own), Optional.of(picture));
        changes.update(count -> count + 1);
    }

    private static Setting<Optional<Path>> cover(ModelKind kind, String own) {
        return StudioSettings.MODEL_COVER.of(kind.id() + "." + own);
    }

    private Uses led(Uses found, ModelKind kind, String own) {
        var first = settings.get(cover(kind, own)).filter(found.pictures::contains);
        return first.map(
                        it -> {
                            var all = new ArrayList<>(found.pictures);
                            all.remove(it);
                            all.addFirst(it);
                            return new Uses(all, found.last);
                        })
                .orElse(found);
    }

    private void refresh() {
        if (!stale) {
            return;
        }
        stale = false;
        var pictures = new HashMap<String, List<Path>>();
        var last = new HashMap<String, Long>();
        var newest = new ArrayList<>(jobs.get());
        newest.sort((a, b) -> Long.compare(time(b), time(a)));
        for (var job : newest) {
            if (job.pictures().isEmpty()) {
                continue;
            }
            for (var key : named.computeIfAbsent(job.id(), id -> keys(job.recipe()))) {
                pictures.computeIfAbsent(key, made -> new ArrayList<>())
                        .addAll(job.pictures().reversed());
                last.merge(key, time(job), Math::max);
            }
        }
        var all = new HashMap<String, Uses>();
        pictures.forEach((key, made) -> all.put(key, new Uses(made, last.getOrDefault(key, 0L))));
        uses = all;
    }

    private static long time(Job job) {
        return Math.max(job.times().created(), Math.max(job.times().begun(), job.times().ended()));
    }

    private static List<String> keys(Recipe recipe) {
        var all = new ArrayList<String>();
        all.add(key(ModelKind.CHECKPOINT, ModelLibrary.modelName(recipe)));
        recipe.namedVae().ifPresent(name -> all.add(key(ModelKind.VAE, name)));
        LoraTag.of(recipe).stream()
                .filter(tag -> tag.text() != 0 || tag.unet() != 0)
                .map(tag -> key(ModelKind.LORA, tag.name()))
                .distinct()
                .forEach(all::add);
        recipe.activeControls().stream()
                .map(unit -> key(ModelKind.CONTROLNET, HASH.matcher(unit.model()).replaceFirst("")))
                .distinct()
                .forEach(all::add);
        return all;
    }

    private static String key(ModelKind kind, String name) {
        return kind.id() + ":" + name.toLowerCase(Locale.ROOT);
    }
}
