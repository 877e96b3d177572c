package dev.atelier.lora;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// LoRAs that make latent consistency models (Luo et al. 2023, arXiv:2311.05556) of checkpoints.
/// Their layers are those of any LoRA: they are known by their names, or by what their trainers
/// wrote into them.
public final class FewSteps {
    /// The steps that their makers name.
    public static final int STEPS = 4;

    /// The strongest guidance that their makers name.
    public static final double CFG = 2;

    private static final Pattern NAMED = Pattern.compile("(.*[^a-z])?lcm([^a-z].*)?");

    private static final List<String> WRITTEN =
            List.of("modelspec.title", "ss_output_name", "modelspec.description");

    private FewSteps() {}

    /// Whether a file is such a LoRA.
    public static boolean isLcm(Path file, Map<String, String> metadata) {
        return isNamed(String.valueOf(file.getFileName()))
                || WRITTEN.stream().anyMatch(key -> isNamed(metadata.getOrDefault(key, "")));
    }

    private static boolean isNamed(String text) {
        return NAMED.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }
}
