package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.TextSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How prompts become vectors.
final class TextOptions {
    @Option(
            names = "--clip-skip",
            paramLabel = "1..12",
            description = "Layer of the text encoder from the end.")
    private @Nullable Integer clipSkip;

    @Option(
            names = "--emphasis",
            paramLabel = "MODE",
            description = "How weights action: ${COMPLETION-CANDIDATES}.")
    private @Nullable Emphasis emphasis;

    @Option(
            names = "--comma-padding-backtrack",
            paramLabel = "N",
            description = "Where chunks may be cut.")
    private @Nullable Integer backtrack;

    @Option(
            names = "--padding",
            paramLabel = "MODE",
            description = "Prompts of unequal length: ${COMPLETION-CANDIDATES}.")
    private TextSettings.@Nullable Padding padding;

    @Option(names = "--use-old-scheduling", description = "Prompt editing as before A1111 1.6.")
    private @Nullable Boolean oldEditing;

    @Option(
            names = "--sdxl-clip-l-skip",
            description = "SDXL's first text model follows clip skip too.")
    private @Nullable Boolean sdxlClipSkip;

    TextSettings over(TextSettings base) {
        return new TextSettings(
                requireNonNullElse(clipSkip, base.clipSkip()),
                requireNonNullElse(emphasis, base.emphasis()),
                requireNonNullElse(backtrack, base.commaBacktrack()),
                requireNonNullElse(padding, base.padding()),
                requireNonNullElse(oldEditing, base.oldEditing()),
                over(base.sdxl()));
    }

    private TextSettings.Sdxl over(TextSettings.Sdxl base) {
        return new TextSettings.Sdxl(
                requireNonNullElse(sdxlClipSkip, base.clipSkip()),
                base.cropTop(),
                base.cropLeft(),
                base.aestheticHigh(),
                base.aestheticLow());
    }
}
