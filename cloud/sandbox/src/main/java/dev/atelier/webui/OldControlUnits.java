package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.webui.request.FieldTable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Calls of the ControlNet extension's first API, `/controlnet/txt2img` and `img2img`, which old
/// clients still make: units in `controlnet_units`, all of them enabled, choices as numbers.
final class OldControlUnits {
    private static final List<String> FITS =
            List.of("Just Resize", "Crop and Resize", "Resize and Fill");
    private static final List<String> MODES =
            List.of("Balanced", "My prompt is more important", "ControlNet is more important");

    private OldControlUnits() {}

    /// The same call as one of the webui's own API.
    static byte[] moved(byte[] body) {
        var call = FieldTable.object(body);
        var units = call.remove("controlnet_units");
        if (units != null && units.isArray()) {
            var scripts =
                    call.get("alwayson_scripts") instanceof ObjectNode given
                            ? given
                            : call.putObject("alwayson_scripts");
            var args = scripts.putObject("controlnet").putArray("args");
            units.forEach(unit -> args.add(unit instanceof ObjectNode it ? now(it) : unit));
        }
        return Json.text(call).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode now(ObjectNode unit) {
        var now = unit.deepCopy();
        if (!now.has("enabled")) {
            now.put("enabled", true);
        }
        named(now, "resize_mode", FITS);
        named(now, "control_mode", MODES);
        if (!now.has("control_mode") && now.has("guessmode")) {
            now.put("control_mode", MODES.get(now.path("guessmode").asBoolean() ? 2 : 0));
        }
        return now;
    }

    private static void named(ObjectNode unit, String field, List<String> names) {
        var value = unit.path(field);
        if (value.isInt() && value.asInt() >= 0 && value.asInt() < names.size()) {
            unit.put(field, names.get(value.asInt()));
        }
    }
}
