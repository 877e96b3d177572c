package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.atelier.http.Json;
import dev.atelier.recipe.LatentUpscaler;
import dev.atelier.recipe.PixelUpscaler;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.webui.request.Catalogue;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The calls that return what there is to choose from.
final class Lists {
    /// Names that A1111 also lists for its samplers.
    private static final Map<SamplerId, List<String>> ALIASES =
            Map.ofEntries(
                    Map.entry(SamplerId.EULER, List.of("k_euler")),
                    Map.entry(SamplerId.EULER_A, List.of("k_euler_a", "k_euler_ancestral")),
                    Map.entry(SamplerId.LMS, List.of("k_lms")),
                    Map.entry(SamplerId.HEUN, List.of("k_heun")),
                    Map.entry(SamplerId.DPM2, List.of("k_dpm_2")),
                    Map.entry(SamplerId.DPM2_A, List.of("k_dpm_2_a")),
                    Map.entry(SamplerId.DPM_FAST, List.of("k_dpm_fast")),
                    Map.entry(SamplerId.DPM_ADAPTIVE, List.of("k_dpm_ad")),
                    Map.entry(SamplerId.DPMPP_2S_A, List.of("k_dpmpp_2s_a")),
                    Map.entry(SamplerId.DPMPP_SDE, List.of("k_dpmpp_sde")),
                    Map.entry(SamplerId.DPMPP_2M, List.of("k_dpmpp_2m")),
                    Map.entry(SamplerId.DPMPP_2M_SDE, List.of("k_dpmpp_2m_sde")),
                    Map.entry(SamplerId.DPMPP_2M_SDE_HEUN, List.of("k_dpmpp_2m_sde_heun")),
                    Map.entry(SamplerId.DPMPP_3M_SDE, List.of("k_dpmpp_3m_sde")),
                    Map.entry(SamplerId.RESTART, List.of("restart")),
                    Map.entry(SamplerId.LCM, List.of("k_lcm")),
                    Map.entry(SamplerId.DDIM, List.of("ddim")),
                    Map.entry(SamplerId.DDIM_CFGPP, List.of("ddim_cfgpp")),
                    Map.entry(SamplerId.PLMS, List.of("plms")),
                    Map.entry(SamplerId.UNIPC, List.of("unipc")));

    private static final Map<SamplerTrait, String> FLAGS =
            Map.of(
                    SamplerTrait.SECOND_ORDER,
                    "second_order",
                    SamplerTrait.BROWNIAN_NOISE,
                    "brownian_noise",
                    SamplerTrait.USES_ENSD,
                    "uses_ensd",
                    SamplerTrait.DISCARD_NEXT_TO_LAST,
                    "discard_next_to_last_sigma");

    private Lists() {}

    static JsonNode samplers() {
        var list = Json.array();
        for (var sampler : SamplerId.values()) {
            var row = list.addObject().put("name", sampler.label());
            var aliases = row.putArray("aliases");
            ALIASES.getOrDefault(sampler, List.of()).forEach(aliases::add);
            options(sampler, row.putObject("options"));
        }
        return list;
    }

    /// A sampler's label by label or alias, as NovelAI's names are looked up.
    static String sampler(String name) {
        for (var sampler : SamplerId.values()) {
            if (sampler.label().toLowerCase(Locale.ROOT).equals(name)
                    || ALIASES.getOrDefault(sampler, List.of()).contains(name)) {
                return sampler.label();
            }
        }
        return SamplerId.EULER_A.label();
    }

    private static void options(SamplerId sampler, ObjectNode options) {
        if (sampler.automatic() != ScheduleId.UNIFORM) {
            options.put("scheduler", name(sampler.automatic()));
        }
        FLAGS.forEach((trait, name) -> {
            if (sampler.has(trait)) {
                options.put(name, "True");
            }
        });
        if (sampler == SamplerId.DPMPP_2M_SDE_HEUN) {
            options.put("solver_type", "heun");
        }
    }

    static JsonNode schedulers() {
        var list = Json.array();
        for (var schedule : ScheduleId.values()) {
            var row = list.addObject().put("name", name(schedule)).put("label", schedule.label());
            if (schedule == ScheduleId.SGM_UNIFORM) {
                row.putArray("aliases").add("SGMUniform");
            } else {
                row.putNull("aliases");
            }
            row.put("default_rho", rho(schedule)).put("need_inner_model", needsModel(schedule));
        }
        return list;
    }

    private static String name(ScheduleId schedule) {
        return schedule.name().toLowerCase(Locale.ROOT);
    }

    private static double rho(ScheduleId schedule) {
        return switch (schedule) {
            case KARRAS -> 7;
            case POLYEXPONENTIAL -> 1;
            default -> -1;
        };
    }

    private static boolean needsModel(ScheduleId schedule) {
        return switch (schedule) {
            case UNIFORM, SGM_UNIFORM, SIMPLE, NORMAL, DDIM, BETA -> true;
            default -> false;
        };
    }

    static JsonNode upscalers() {
        var list = Json.array();
        for (var upscaler : PixelUpscaler.values()) {
            list.addObject()
                    .put("name", upscaler.label())
                    .putNull("model_name")
                    .putNull("model_path")
                    .putNull("model_url")
                    .put("scale", 4.0);
        }
        return list;
    }

    static JsonNode latentUpscalers() {
        var list = Json.array();
        for (var upscaler : LatentUpscaler.values()) {
            list.addObject().put("name", upscaler.label());
        }
        return list;
    }

    static JsonNode models(Catalogue catalogue) {
        var list = Json.array();
        for (var checkpoint : catalogue.checkpoints()) {
            list.addObject()
                    .put("title", checkpoint.title())
                    .put("model_name", checkpoint.name())
                    .put("hash", checkpoint.hash())
                    .putNull("sha256")
                    .put("filename", checkpoint.filename())
                    .putNull("config");
        }
        return list;
    }

    static JsonNode vaes(Catalogue catalogue) {
        var list = Json.array();
        catalogue.vaes().forEach(v -> list.addObject().put("model_name", v).put("filename", v));
        return list;
    }

    static JsonNode loras(Catalogue catalogue) {
        var list = Json.array();
        for (var lora : catalogue.loras()) {
            list.addObject()
                    .put("name", lora)
                    .put("alias", lora)
                    .put("path", lora + ".safetensors")
                    .putObject("metadata");
        }
        return list;
    }

    static JsonNode embeddings(Catalogue catalogue) {
        var answer = Json.object();
        var loaded = answer.putObject("loaded");
        for (var embedding : catalogue.embeddings()) {
            loaded.putObject(embedding.name())
                    .putNull("step")
                    .putNull("sd_checkpoint")
                    .putNull("sd_checkpoint_name")
                    .put("shape", embedding.shape())
                    .put("vectors", embedding.vectors());
        }
        answer.putObject("skipped");
        return answer;
    }

    /// The machine's own memory; that of a GPU is not asked for.
    static ObjectNode memory() {
        var answer = Json.object();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            long total = machine.getTotalMemorySize();
            long free = machine.getFreeMemorySize();
            answer.putObject("ram").put("free", free).put("used", total - free).put("total", total);
        } else {
            answer.putObject("ram").put("error", "unknown");
        }
        answer.putObject("cuda").put("error", "unavailable");
        return answer;
    }
}
