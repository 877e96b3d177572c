package dev.atelier.cloud.webui;

import dev.atelier.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;

/// What of a recipe a service cannot honour. It is told before anything is sent, because a webui
/// leaves out silently what it does not know.
public sealed interface Shortfall {
    /// One sentence.
    String sentence();

    /// The service would take its default sampler instead.
    record NoSampler(String sampler, String schedule) implements Shortfall {
        @Override
        public String sentence() {
            return "The service has no sampler %s with the schedule %s."
                    .formatted(sampler, schedule);
        }
    }

    /// The API has no field for it.
    record NoField(String setting) implements Shortfall {
        @Override
        public String sentence() {
            return "The service's API has no field for " + setting + ".";
        }
    }

    /// The service is older than the setting.
    record NoSetting(String name) implements Shortfall {
        @Override
        public String sentence() {
            return "The service has no setting " + name + ".";
        }
    }

    /// All that the service would leave out; empty when the recipe is honoured in full.
    static List<Shortfall> of(Recipe recipe, Ability ability) {
        var found = new ArrayList<Shortfall>();
        var sampling = recipe.sampling();
        if (!ability.knows(sampling.sampler(), sampling.schedule())) {
            found.add(new NoSampler(sampling.sampler().label(), sampling.schedule().label()));
        }
        recipe.secondPass()
                .filter(hires -> !ability.hasSchedulers() && hires.schedule().isPresent())
                .ifPresent(hires -> found.add(new NoField("the schedule of the hires pass")));
        ability.missing(recipe).forEach(name -> found.add(new NoSetting(name)));
        return List.copyOf(found);
    }
}
