package dev.atelier.app.queue;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long pictures take on this machine, learned from those made: seconds for a megapixel through
/// one call of the network, for each model. Says nothing of a model that was never used.
public final class TimeEstimator {
    /// How much a slower picture counts: enough to follow a machine that gets busy. One that was
    /// faster counts alone.
    private static final double SLOWER = 0.4;

    /// What a ControlNet computes as a share of the network that it controls: the blocks down and
    /// the middle, of SD1 and of SDXL.
    private static final double CONTROL_SHARE = 0.35;

    /// Adapters run once for a picture.
    private static final Pattern ADAPTER = Pattern.compile("t2i|adapter", Pattern.CASE_INSENSITIVE);

    private final Settings settings;

    public TimeEstimator(Settings settings) {
        this.settings = settings;
    }

    /// Learns from a finished picture of this computer, whose recipe is that of one picture.
    public void learn(SavedPicture picture) {
        learn(Place.HERE, picture);
    }

    /// The same of any place.
    public void learn(String place, SavedPicture picture) {
        if (picture.interrupted()) {
            return; // nobody knows how many of its steps were made
        }
        var recipe = picture.recipe();
        double rate = picture.seconds() / work(recipe);
        double known = settings.get(setting(place, recipe)).orElse(rate);
        // The first picture of a model pays for its warming up, which the next ones do not.
        double newest = rate < known ? 1 : SLOWER;
        settings.put(setting(place, recipe), Optional.of(known + newest * (rate - known)));
    }

    /// The whole of a recipe, without loading its model; empty before the first picture.
    public Optional<Duration> predict(Recipe recipe) {
        return predict(Place.HERE, recipe);
    }

    /// The same at any place.
    public Optional<Duration> predict(String place, Recipe recipe) {
        return settings.get(setting(place, recipe))
                .map(rate -> rate * work(recipe) * recipe.batch().total())
                .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds)));
    }

    private static Setting<Optional<Double>> setting(String place, Recipe recipe) {
        var model = ModelLibrary.modelName(recipe);
        return StudioSettings.CALL_SECONDS.of(
                place.equals(Place.HERE) ? model : place + ":" + model);
    }

    /// Megapixels times calls of the network, of one picture.
    private static double work(Recipe recipe) {
        var sampling = recipe.sampling();
        double pixels = recipe.size().width() * (double) recipe.size().height() / 1e6;
        double first =
                pixels
                        * sampling.sampler().callsFor(sampling.steps())
                        * withControls(recipe, Passes.SECOND);
        return first + recipe.secondPass().map(hires -> second(recipe, hires, pixels)).orElse(0.0);
    }

    private static double second(Recipe recipe, HiresPass hires, double pixels) {
        var size = hires.resize();
        double larger =
                size.isPresent()
                        ? size.get().width() * (double) size.get().height() / 1e6
                        : pixels * hires.scale() * hires.scale();
        int steps = hires.steps() > 0 ? hires.steps() : recipe.sampling().steps();
        return larger
                * hires.sampler().orElse(recipe.sampling().sampler()).callsFor(steps)
                * withControls(recipe, Passes.FIRST);
    }

    /// How much more a call of the network takes with what controls it.
    ///
    /// @param other units of this pass alone do not count
    private static double withControls(Recipe recipe, Passes other) {
        double more = 0;
        for (var unit : recipe.activeControls()) {
            boolean adapter = ADAPTER.matcher(unit.model()).find();
            boolean acts = recipe.secondPass().isEmpty() || unit.scope().passes() != other;
            more += adapter || !acts ? 0 : CONTROL_SHARE * (unit.end() - unit.start());
        }
        return 1 + more;
    }
}
