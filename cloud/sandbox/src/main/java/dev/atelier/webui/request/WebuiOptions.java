package dev.atelier.webui.request;

import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.WebuiSettings;
import java.util.HashMap;
import java.util.Map;

/// What is chosen for all calls that choose nothing themselves. Thread-safe.
public final class WebuiOptions {
    private static final Recipe PLAIN = Recipe.of("", new Size(64, 64)).withNoise(NoiseSource.GPU);

    private volatile Catalogue.Checkpoint checkpoint;
    private volatile String vae = "Automatic";
    private volatile PictureFormat format = PictureFormat.PNG;
    private volatile Map<String, Object> pictures = Map.of();

    public WebuiOptions(Catalogue.Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    public Catalogue.Checkpoint checkpoint() {
        return checkpoint;
    }

    public void checkpoint(Catalogue.Checkpoint value) {
        checkpoint = value;
    }

    public String vaeName() {
        return vae;
    }

    public void vae(String value) {
        vae = value;
    }

    /// How pictures are sent.
    public PictureFormat format() {
        return format;
    }

    /// The same, where a call may override it.
    ///
    /// @throws IllegalArgumentException naming what cannot be
    public PictureFormat format(Map<String, Object> overrides) {
        var chosen = format;
        if (overrides.get("samples_format") instanceof String name) {
            chosen = chosen.named(name);
        }
        if (overrides.get("jpeg_quality") instanceof Number quality) {
            chosen = chosen.withQuality(quality.intValue());
        }
        return chosen;
    }

    /// The recipe with what was chosen for all pictures.
    public Recipe over(Recipe basis) {
        return WebuiSettings.read(pictures, basis);
    }

    /// Chooses for all pictures; names that are not about pictures are passed over.
    ///
    /// @throws IllegalArgumentException naming a setting that cannot be; nothing is chosen then
    public synchronized void choose(Map<String, Object> settings) {
        var next = new HashMap<>(pictures);
        next.putAll(settings);
        next.keySet().retainAll(WebuiSettings.of(PLAIN).keySet());
        WebuiSettings.read(next, PLAIN);
        format = format(settings);
        pictures = Map.copyOf(next);
    }

    /// All settings of pictures as they are now.
    public Map<String, Object> pictures() {
        return WebuiSettings.of(over(PLAIN));
    }
}
