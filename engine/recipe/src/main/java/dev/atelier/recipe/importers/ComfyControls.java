package dev.atelier.recipe.importers;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.ArrayList;
import java.util.List;

/// The ControlNet units of a graph. Their pictures are never in the file.
final class ComfyControls {
    private ComfyControls() {}

    static void read(Item item, ComfyGraph graph, ComfyValues values, ImportDraft draft) {
        var loader = graph.source(item.inputs().any("control_net", "controlnet"), "control_net");
        var model =
                loader.map(it -> values.of(it.item(), "control_net_name", "controlnet", "name"))
                        .flatMap(Node::text)
                        .or(() -> values.of(item, "control_net_name", "controlnet").text())
                        .map(Words::fileName)
                        .orElse("");
        var image = picture(item, graph);
        var unit = unit(item, values, draft, model);
        draft.set(
                "ControlNet",
                r -> {
                    var units = new ArrayList<>(r.controls());
                    if (!units.contains(unit)) {
                        units.add(unit);
                    }
                    return r.withControls(List.copyOf(units));
                });
        draft.lose(
                item.where(),
                image.isEmpty()
                        ? Message.of("issue.control-gone", model)
                        : Message.of("issue.control-named", model, image));
    }

    private static ControlUnit unit(
            Item item, ComfyValues values, ImportDraft draft, String model) {
        double start =
                draft.share(
                        item.where(),
                        "start",
                        values.of(item, "start_percent").number().orElse(0.0));
        double end =
                draft.share(
                        item.where(), "end", values.of(item, "end_percent").number().orElse(1.0));
        if (start > end) {
            draft.lose(item.where(), Message.of("issue.control-backwards"));
        }
        return new ControlUnit(
                model,
                ControlUnit.Preprocessing.NONE,
                "",
                values.of(item, "strength").number().orElse(1.0),
                Math.min(start, end),
                end,
                ControlUnit.Balance.BALANCED);
    }

    /// The file of the picture, behind whatever prepares it.
    private static String picture(Item unit, ComfyGraph graph) {
        var source = graph.source(graph.own(unit, "image"), "image");
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            var item = source.get().item();
            var name = item.inputs().at("image").text();
            if (name.isPresent()) {
                return name.get();
            }
            source = graph.source(graph.own(item, "image"), "image");
        }
        return "";
    }
}
