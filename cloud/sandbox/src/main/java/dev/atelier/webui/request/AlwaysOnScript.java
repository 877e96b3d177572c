package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.atelier.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The scripts that a plain A1111 v1.10.1 runs with every picture (`modules/processing_scripts` and
/// `extensions-builtin`), with the arguments that they take. Here they do nothing: a call may name
/// them as long as it asks them for nothing.
public enum AlwaysOnScript {
    COMMENTS("Comments", true, ""),
    EXTRA_OPTIONS("Extra options", true, ""),
    HYPERTILE("Hypertile", true, ""),
    REFINER("Refiner", true, "Refiner=false, Checkpoint=\"\", Switch at=0.8"),
    SAMPLER(
            "Sampler",
            true,
            "Sampling steps=20, Sampling method=\"DPM++ 2M\", Schedule type=\"Automatic\""),
    SEED(
            "Seed",
            true,
            "Seed=-1, Extra=false, Variation seed=-1, Variation strength=0.0, "
                    + "Resize seed from width=0, Resize seed from height=0"),
    SOFT_INPAINTING(
            "Soft inpainting",
            false,
            "Soft inpainting=false, Schedule bias=1, Preservation strength=0.5, "
                    + "Transition contrast boost=4, Mask influence=0, Difference threshold=0.5, "
                    + "Difference contrast=2");

    private final String title;
    private final boolean alsoFromText;
    private final List<Argument> arguments;

    private record Argument(String label, JsonNode value) {}

    /// @param alsoFromText whether text to image has it, too
    AlwaysOnScript(String title, boolean alsoFromText, String arguments) {
        this.title = title;
        this.alsoFromText = alsoFromText;
        this.arguments = parsed(arguments);
    }

    private static List<Argument> parsed(String text) {
        var all = new ArrayList<Argument>();
        for (var part : text.isEmpty() ? new String[0] : text.split(", ")) {
            int at = part.indexOf('=');
            var value = Json.valueOf(part.substring(at + 1));
            all.add(new Argument(part.substring(0, at), value));
        }
        return List.copyOf(all);
    }

    /// By its title in any letter case, as A1111 looks.
    static Optional<AlwaysOnScript> of(String name, boolean fromPicture) {
        for (var script : values()) {
            if (script.title.equalsIgnoreCase(name) && (fromPicture || script.alsoFromText)) {
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }

    /// Whether arguments of a call leave the picture as it is without the script.
    ///
    /// @param given empty, or as many as are not left at their defaults
    boolean asksForNothing(JsonNode given, RequestFields fields) {
        return switch (this) {
            case COMMENTS, EXTRA_OPTIONS, HYPERTILE -> true; // takes no arguments
            case REFINER ->
                    !on(given.path(0))
                            || given.path(1).asText("").isEmpty()
                            || given.path(1).asText("").equals("None");
            case SAMPLER -> sameSampler(given, fields);
            case SEED ->
                    sameSeed(given.path(0), fields) && (!on(given.path(1)) || noVariation(given));
            case SOFT_INPAINTING -> !on(given.path(0));
        };
    }

    private static boolean noVariation(JsonNode given) {
        return given.path(3).asDouble(0) <= 0
                && (given.path(4).asInt(0) <= 0 || given.path(5).asInt(0) <= 0);
    }

    /// A seed here that is not the call's would be lost.
    private static boolean sameSeed(JsonNode seed, RequestFields fields) {
        return !seed.isNumber()
                || seed.asText().equals("-1")
                || seed.asText().equals(fields.tree("seed").asText());
    }

    private static boolean sameSampler(JsonNode given, RequestFields fields) {
        var steps = given.path(0);
        var sampler = given.path(1);
        var schedule = given.path(2);
        return (!steps.isNumber()
                        || steps.equals(SAMPLER.arguments.get(0).value())
                        || steps.asInt() == fields.number("steps", 50))
                && (!sampler.isTextual()
                        || sampler.equals(SAMPLER.arguments.get(1).value())
                        || sampler.asText().equals(fields.tree("sampler_name").asText()))
                && (!schedule.isTextual()
                        || schedule.equals(SAMPLER.arguments.get(2).value())
                        || schedule.asText().equals(fields.tree("scheduler").asText()));
    }

    private static boolean on(JsonNode value) {
        return value.asBoolean(false);
    }

    /// The sentence that refuses what a script is requested.
    String refusal() {
        return switch (this) {
            case REFINER ->
                    "Script 'Refiner': set refiner_checkpoint and refiner_switch_at instead";
            case SAMPLER -> "Script 'Sampler': set steps, sampler_name and scheduler instead";
            case SEED ->
                    "Script 'Seed': set seed, subseed, subseed_strength and seed_resize_from_w/h instead";
            case SOFT_INPAINTING -> "Script 'Soft inpainting' is not supported; switch it off";
            case COMMENTS, EXTRA_OPTIONS, HYPERTILE -> "Script '" + title + "' takes no arguments";
        };
    }

    /// The answer of `/sdapi/v1/scripts`.
    public static JsonNode list() {
        var answer = Json.object();
        var fromText = answer.putArray("txt2img");
        var fromPicture = answer.putArray("img2img");
        for (var script : values()) {
            var name = script.title.toLowerCase(Locale.ROOT);
            if (script.alsoFromText) {
                fromText.add(name);
            }
            fromPicture.add(name);
        }
        // By the second name clients find out that there are ControlNets (sdwebuiapi).
        for (var scripts : List.of(fromText, fromPicture)) {
            scripts.add("controlnet").add("controlnet m2m");
        }
        return answer;
    }

    /// The answer of `/sdapi/v1/script-info`: those of text to image, then those of image to image.
    public static JsonNode info() {
        var answer = Json.array();
        for (boolean fromPicture : new boolean[] {false, true}) {
            for (var script : values()) {
                if (fromPicture || script.alsoFromText) {
                    script.info(answer, fromPicture);
                }
            }
        }
        return answer;
    }

    private void info(ArrayNode answer, boolean fromPicture) {
        var row =
                answer.addObject()
                        .put("name", title.toLowerCase(Locale.ROOT))
                        .put("is_alwayson", true)
                        .put("is_img2img", fromPicture);
        var args = row.putArray("args");
        for (var argument : arguments) {
            var arg = args.addObject().put("label", argument.label());
            arg.set("value", argument.value());
            arg.putNull("minimum").putNull("maximum").putNull("step").putNull("choices");
        }
    }
}
