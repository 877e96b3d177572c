package dev.atelier.recipe.importers;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How other programs call samplers and schedules.
final class Words {
    private static final Pattern GAPS = Pattern.compile("[\\s_+-]+");

    private static final Map<String, SamplerId> SAMPLERS =
            Map.ofEntries(
                    Map.entry("euler", SamplerId.EULER),
                    Map.entry("eulera", SamplerId.EULER_A),
                    Map.entry("eulerancestral", SamplerId.EULER_A),
                    Map.entry("lms", SamplerId.LMS),
                    Map.entry("heun", SamplerId.HEUN),
                    Map.entry("dpm2", SamplerId.DPM2),
                    Map.entry("kdpm2", SamplerId.DPM2),
                    Map.entry("dpm2a", SamplerId.DPM2_A),
                    Map.entry("dpm2ancestral", SamplerId.DPM2_A),
                    Map.entry("kdpm2a", SamplerId.DPM2_A),
                    Map.entry("dpmfast", SamplerId.DPM_FAST),
                    Map.entry("dpmadaptive", SamplerId.DPM_ADAPTIVE),
                    Map.entry("dpmpp2sa", SamplerId.DPMPP_2S_A),
                    Map.entry("dpmpp2sancestral", SamplerId.DPMPP_2S_A),
                    Map.entry("dpmppsde", SamplerId.DPMPP_SDE),
                    Map.entry("dpmppsdegpu", SamplerId.DPMPP_SDE),
                    Map.entry("dpmpp2m", SamplerId.DPMPP_2M),
                    Map.entry("dpmpp2msde", SamplerId.DPMPP_2M_SDE),
                    Map.entry("dpmpp2msdegpu", SamplerId.DPMPP_2M_SDE),
                    Map.entry("dpmpp2msdeheun", SamplerId.DPMPP_2M_SDE_HEUN),
                    Map.entry("dpmpp2msdeheungpu", SamplerId.DPMPP_2M_SDE_HEUN),
                    Map.entry("dpmpp3msde", SamplerId.DPMPP_3M_SDE),
                    Map.entry("dpmpp3msdegpu", SamplerId.DPMPP_3M_SDE),
                    Map.entry("restart", SamplerId.RESTART),
                    Map.entry("lcm", SamplerId.LCM),
                    Map.entry("ddim", SamplerId.DDIM),
                    Map.entry("ddimv3", SamplerId.DDIM),
                    Map.entry("plms", SamplerId.PLMS),
                    Map.entry("pndm", SamplerId.PLMS),
                    Map.entry("unipc", SamplerId.UNIPC),
                    Map.entry("unipcbh2", SamplerId.UNIPC));

    private static final Map<String, ScheduleId> SCHEDULES =
            Map.ofEntries(
                    Map.entry("automatic", ScheduleId.AUTOMATIC),
                    Map.entry("normal", ScheduleId.NORMAL),
                    Map.entry("karras", ScheduleId.KARRAS),
                    Map.entry("exponential", ScheduleId.EXPONENTIAL),
                    Map.entry("polyexponential", ScheduleId.POLYEXPONENTIAL),
                    Map.entry("simple", ScheduleId.SIMPLE),
                    Map.entry("uniform", ScheduleId.UNIFORM),
                    Map.entry("sgmuniform", ScheduleId.SGM_UNIFORM),
                    Map.entry("ddimuniform", ScheduleId.DDIM),
                    Map.entry("ddim", ScheduleId.DDIM),
                    Map.entry("beta", ScheduleId.BETA),
                    Map.entry("kloptimal", ScheduleId.KL_OPTIMAL),
                    Map.entry("alignyoursteps", ScheduleId.ALIGN_YOUR_STEPS),
                    Map.entry("ays", ScheduleId.ALIGN_YOUR_STEPS));

    private Words() {}

    /// @param variant of UniPC, where the name contains it
    record Choice(SamplerId sampler, Optional<String> variant) {}

    static Optional<Choice> sampler(String name) {
        var bare = bare(name);
        return Optional.ofNullable(SAMPLERS.get(bare))
                .or(() -> Optional.ofNullable(SAMPLERS.get(bare.replaceFirst("^k", ""))))
                .map(id ->
                        new Choice(
                                id, bare.endsWith("bh2") ? Optional.of("bh2") : Optional.empty()));
    }

    static Optional<ScheduleId> schedule(String name) {
        return Optional.ofNullable(SCHEDULES.get(bare(name)));
    }

    /// A1111's name of an upscaler.
    ///
    /// @param kind `latent`, `pixel` or `model`
    static Optional<String> upscaler(String kind, String name) {
        return switch (kind + " " + name) {
            case "latent bilinear" -> Optional.of("Latent");
            case "latent bicubic" -> Optional.of("Latent (bicubic)");
            case "latent nearest" -> Optional.of("Latent (nearest)");
            case "latent nearest-exact" -> Optional.of("Latent (nearest-exact)");
            case "pixel lanczos" -> Optional.of("Lanczos");
            case "pixel nearest", "pixel nearest-exact" -> Optional.of("Nearest");
            default -> kind.equals("model") ? Optional.of(fileName(name)) : Optional.empty();
        };
    }

    private static String bare(String name) {
        var plain = name.toLowerCase(Locale.ROOT).replace("++", "pp");
        return GAPS.matcher(plain).replaceAll("");
    }

    /// A file's name without folders and ending, as recipes name models.
    static String fileName(String path) {
        var name = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
        return name.replaceFirst("(?i)\\.(safetensors|ckpt|pt|pth|bin|sft)$", "");
    }
}
