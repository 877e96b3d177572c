package dev.atelier.sandbox.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.LatentUpscaler;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.sandbox.http.Json;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// The calls that tell what there is to choose from.
final class Lists {
    private Lists() {}

    static JsonNode samplers() {
        var list = Json.array();
        for (var sampler : SamplerId.values()) {
            var row = list.addObject().put("name", sampler.label());
            row.putArray("aliases")
                    .add("k_" + sampler.label().toLowerCase(Locale.ROOT).replace(' ', '_'));
            var options = row.putObject("options");
            if (sampler.automatic() != ScheduleId.UNIFORM) {
                options.put("scheduler", name(sampler.automatic()));
            }
            if (sampler.has(SamplerTrait.SECOND_ORDER)) {
                options.put("second_order", "True");
            }
            if (sampler.has(SamplerTrait.BROWNIAN_NOISE)) {
                options.put("brownian_noise", "True");
            }
        }
        return list;
    }

    static JsonNode schedulers() {
        var list = Json.array();
        for (var schedule : ScheduleId.values()) {
            var row = list.addObject().put("name", name(schedule)).put("label", schedule.label());
            row.putNull("aliases")
                    .put("default_rho", rho(schedule))
                    .put("need_inner_model", needsModel(schedule));
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
            case SGM_UNIFORM, SIMPLE, NORMAL, DDIM, BETA -> true;
            default -> false;
        };
    }

    static JsonNode upscalers() {
        var list = Json.array();
        for (var name : Extras.UPSCALERS) {
            list.addObject()
                    .put("name", name)
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
        for (var name : catalogue.embeddings()) {
            loaded.putObject(name)
                    .putNull("step")
                    .putNull("sd_checkpoint")
                    .putNull("sd_checkpoint_name")
                    .put("shape", 768)
                    .put("vectors", 1);
        }
        answer.putObject("skipped");
        return answer;
    }

    /// The machine's own memory; that of a GPU is not asked for.
    static ObjectNode memory() {
        var answer = Json.object();
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean machine) {
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
