package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.Catalogue;
import dev.atelier.webui.request.FieldTable;
import java.util.function.Supplier;

/// `/controlnet/*`, as far as there are models; the only preprocessor is none.
final class ControlNet {
    private final Supplier<Catalogue> catalogue;

    ControlNet(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    static JsonNode version() {
        return Json.object().put("version", 3);
    }

    JsonNode models() {
        var answer = Json.object();
        var list = answer.putArray("model_list");
        catalogue.get().controls().forEach(list::add);
        return answer;
    }

    static JsonNode modules() {
        var answer = Json.object();
        answer.putArray("module_list").add("none");
        answer.putObject("module_detail")
                .putObject("none")
                .put("model_free", false)
                .putArray("sliders");
        return answer;
    }

    JsonNode types() {
        var answer = Json.object();
        var all = answer.putObject("control_types").putObject("All");
        all.putArray("module_list").add("none");
        var models = all.putArray("model_list").add("None");
        catalogue.get().controls().forEach(models::add);
        all.put("default_option", "none").put("default_model", "None");
        return answer;
    }

    static JsonNode settings() {
        return Json.object().put("control_net_unit_count", 3);
    }

    static Reply detect(Incoming incoming) {
        var given = FieldTable.object(incoming.body());
        if (!given.path("controlnet_module").asText("none").equals("none")) {
            throw ApiException.http(422, "Module not available");
        }
        if (given.path("controlnet_input_images").isEmpty()) {
            throw ApiException.http(422, "No image selected");
        }
        var answer = Json.object();
        answer.set("images", given.path("controlnet_input_images"));
        return Reply.json(200, answer.put("info", "Success"));
    }
}
