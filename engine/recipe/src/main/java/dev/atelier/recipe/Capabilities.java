package dev.atelier.recipe;

import java.util.List;
import java.util.Set;

/// What a generator offers.
///
/// @param maxPixels the most pixels of a finished picture
public record Capabilities(
        Set<SamplerId> samplers, Set<ScheduleId> schedules, Models models, long maxPixels) {
    /// Names to choose from, each kind as recipes or prompts name it.
    ///
    /// @param vaes with their endings
    public record Models(
            List<String> checkpoints,
            List<String> vaes,
            List<String> loras,
            List<String> embeddings,
            List<String> controls,
            List<String> upscalers) {
        public static final Models NONE =
                new Models(
                        List.of(), List.of(), List.of(), List.of(), List.of(), HiresPass.UPSCALERS);

        public Models {
            checkpoints = List.copyOf(checkpoints);
            vaes = List.copyOf(vaes);
            loras = List.copyOf(loras);
            embeddings = List.copyOf(embeddings);
            controls = List.copyOf(controls);
            upscalers = List.copyOf(upscalers);
        }
    }

    /// All samplers and schedules, and no model that is known by name.
    public static final Capabilities ALL =
            new Capabilities(
                    Set.of(SamplerId.values()),
                    Set.of(ScheduleId.values()),
                    Models.NONE,
                    Limits.PIXELS);

    public Capabilities {
        samplers = Set.copyOf(samplers);
        schedules = Set.copyOf(schedules);
    }
}
