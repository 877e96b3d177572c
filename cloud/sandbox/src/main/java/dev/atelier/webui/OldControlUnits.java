package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.webui.request.FieldTable;
import java.nio.charset.StandardCharsets;

/// Calls of the ControlNet extension's first API, `/controlnet/txt2img` and `img2img`, which old
/// clients still make: units in `controlnet_units`, all of them enabled.
final class OldControlUnits {
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
        return now;
    }
}
