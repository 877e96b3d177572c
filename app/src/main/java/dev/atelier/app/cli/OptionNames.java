package dev.atelier.app.cli;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The options that stand for the fields of a recipe, so that a refused value is reported under the
/// name that was typed.
final class OptionNames {
    /// What records say about a value: field, what it may be, and mostly what it is.
    private static final Set<String> REFUSED = Set.of("value.got", "value.short");

    private static final Map<String, String> OPTIONS =
            """
            size: --size
            seed: --seed
            variation seed: --subseed
            prompt: PROMPT
            UniPC variant: --uni-pc-variant
            UniPC skip type: --uni-pc-skip-type
            UniPC order: --uni-pc-order
            batch: --batch-size, --batch-count
            steps: --steps
            cfg scale: --cfg-scale
            variation strength: --subseed-strength
            clip skip: --clip-skip
            comma backtrack: --comma-padding-backtrack
            denoising strength: --denoising-strength
            mask blur: --mask-blur
            masked area padding: --inpaint-full-res-padding
            conditional mask weight: --inpainting-mask-weight
            noise multiplier: --initial-noise-multiplier
            extra noise: --img2img-extra-noise
            hires scale: --hr-scale
            hires steps: --hr-second-pass-steps
            hires denoising: --hr-denoising-strength
            hires prompt: --hr-prompt
            hires negative prompt: --hr-negative-prompt
            size after hires: --hr-scale, --hr-resize
            negative prompt: --negative-prompt
            eta: --eta
            eta ddim: --eta-ddim
            sigma churn: --s-churn
            sigma tmin: --s-tmin
            sigma tmax: --s-tmax
            sigma noise: --s-noise
            min sigma: --sigma-min
            max sigma: --sigma-max
            rho: --rho
            beta schedule alpha: --beta-dist-alpha
            beta schedule beta: --beta-dist-beta
            negative guidance minimum sigma: --ngms
            skip early: --skip-early-cond
            image CFG scale: --image-cfg-scale
            port: --port
            token: --token
            """
                    .lines()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    private OptionNames() {}

    /// Why a value was refused, under the option's name where there is one.
    static Message reason(IllegalArgumentException refused) {
        var reason = Explained.reasonOf(refused);
        if (!REFUSED.contains(reason.key())) {
            return reason;
        }
        var arguments = List.copyOf(reason.arguments());
        var option = OPTIONS.get(String.valueOf(arguments.getFirst()));
        return option == null
                ? reason
                : Message.of(
                        reason.key(),
                        Stream.concat(Stream.of(option), arguments.stream().skip(1)).toArray());
    }
}
