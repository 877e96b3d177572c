package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Settings that a recipe needs, on services that have them or not. An unknown name in
/// `override_settings` fails a call of A1111 with a `KeyError`.
class WebuiCapabilitiesTest {
    private static final Set<String> SAMPLERS = Set.of("Euler");
    private static final Recipe BOAT =
            Recipe.of("a boat", new Size(64, 64))
                    .withNoise(NoiseSource.NV)
                    .withSampling(
                            Sampling.DEFAULT.withTuning(
                                    SamplerTuning.DEFAULT.withImageInput(
                                            new SamplerTuning.ImageInput(
                                                    1, 0, true, false, Optional.empty()))));

    @Test
    void whatAServiceListsIsSentWhateverItsOwnValuesAre() {
        var ability =
                new WebuiCapabilities(
                        SAMPLERS, Set.of(), Set.of("randn_source", "rho", "samples_format"));

        assertEquals(Map.of("randn_source", "NV", "rho", 0.0), ability.settings(BOAT));
    }

    /// `DPM++ 2M Karras` is one of the samplers of 1.8.0's `/sdapi/v1/samplers`; 1.9 lists
    /// schedules.
    @Test
    void schedulesOfAnOldServiceAreThoseInTheNamesOfItsSamplers() {
        var old = new WebuiCapabilities(Set.of("DPM++ 2M", "DPM++ 2M Karras"), Set.of(), Set.of());
        var now = new WebuiCapabilities(SAMPLERS, Set.of("Automatic", "Uniform"), Set.of());

        assertEquals(Set.of(ScheduleId.AUTOMATIC, ScheduleId.KARRAS), old.scheduleIds());
        assertEquals(Set.of(ScheduleId.AUTOMATIC, ScheduleId.UNIFORM), now.scheduleIds());
    }

    @Test
    void whatAServiceHasNotIsTheFieldThatTheFormHasForIt() {
        var ability = new WebuiCapabilities(SAMPLERS, Set.of("Automatic"), Set.of("rho"));
        var sampling = Sampling.DEFAULT.withSampler(SamplerId.EULER);
        var recipe =
                BOAT.withSampling(sampling.withSchedule(ScheduleId.KARRAS))
                        .withText(BOAT.text().withClipSkip(2))
                        .withHires(
                                Optional.of(
                                        HiresPass.DEFAULT.withSampler(
                                                Optional.of(SamplerId.HEUN))));

        assertEquals(
                Set.of(
                        RecipeField.SCHEDULE,
                        RecipeField.HIRES_SAMPLER,
                        RecipeField.CLIP_SKIP,
                        RecipeField.NOISE),
                ability.unsupported(recipe).stream()
                        .map(Unsupported::field)
                        .collect(Collectors.toSet()));
    }

    @Test
    void ofAServiceThatListsNoneOnlyWhatDiffersIsSent() {
        var ability = new WebuiCapabilities(SAMPLERS, Set.of(), Set.of());

        assertEquals(
                Map.of("randn_source", "NV", "img2img_fix_steps", true), ability.settings(BOAT));
        assertEquals(Set.of(), ability.missing(BOAT));
    }

    @Test
    void whatAnOlderServiceLacksIsNamed() {
        var ability = new WebuiCapabilities(SAMPLERS, Set.of(), Set.of("randn_source", "rho"));

        assertEquals(Set.of("img2img_fix_steps"), ability.missing(BOAT));
        var sentences = ability.unsupported(BOAT).stream().map(it -> it.why().english()).toList();
        assertEquals(
                List.of("The service has no setting img2img_fix_steps."),
                sentences.stream().filter(it -> it.contains("setting")).toList());
    }
}
