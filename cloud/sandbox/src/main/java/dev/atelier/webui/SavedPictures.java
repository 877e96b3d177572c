package dev.atelier.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Picture;
import dev.atelier.webui.request.RequestFields;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What PAI-EAS does with `save_dir`: pictures are written there and the answer names their paths,
/// grids first.
final class SavedPictures {
    /// Relative folders are in the container, and gone with it.
    private static final String HOME = "/code/stable-diffusion-webui/";

    private final Outputs outputs;
    private final InstantSource clock;

    SavedPictures(Outputs outputs, InstantSource clock) {
        this.outputs = outputs;
        this.clock = clock;
    }

    /// Writes the pictures.
    ///
    /// @return the answer to the call
    ObjectNode save(String folder, RequestFields fields, List<Picture> pictures, Duration took) {
        var paths = new ArrayList<String>();
        if (pictures.size() > 1) {
            var grid =
                    Pictures.png(Pictures.grid(pictures), Pictures.infotext(pictures.getFirst()));
            paths.add(write(folder(folder, pictures, "grids") + "grid-" + name() + ".png", grid));
        }
        for (var picture : pictures) {
            var file = "%s-%s.png".formatted(name(), picture.recipe().seed().value());
            paths.add(write(folder(folder, pictures, "images") + file, Pictures.png(picture)));
        }
        return answer(fields, pictures, paths, took);
    }

    private static ObjectNode answer(
            RequestFields fields, List<Picture> pictures, List<String> paths, Duration took) {
        var answer = Json.object();
        answer.putArray("images");
        var parameters = answer.putObject("parameters");
        fields.extra("id_task")
                .ifPresentOrElse(
                        id -> parameters.put("id_task", id), () -> parameters.putNull("id_task"));
        parameters
                .put("status", 0)
                .put("image_url", String.join(",", paths))
                .put(
                        "seed",
                        pictures.stream()
                                .map(p -> p.recipe().seed().value().toString())
                                .collect(Collectors.joining(",")))
                .put("error_msg", "")
                .put("total_time", took.toMillis() / 1000.0)
                .put("image_mask_url", "");
        return answer.put("info", "");
    }

    private String folder(String folder, List<Picture> pictures, String kind) {
        var mode =
                pictures.getFirst().recipe().mode() instanceof Mode.TextToImage
                        ? "txt2img"
                        : "img2img";
        var root = folder.startsWith("/") ? folder : HOME + folder;
        var date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return "%s/%s-%s/%s/".formatted(root, mode, kind, date);
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private String write(String path, byte[] png) {
        var normal = Outputs.normal(path).orElseThrow();
        outputs.write(normal, png);
        return normal;
    }
}
