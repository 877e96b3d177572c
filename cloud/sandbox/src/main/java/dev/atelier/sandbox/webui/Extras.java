package dev.atelier.sandbox.webui;

import dev.atelier.image.ImageFiles;
import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Json;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.webui.request.ApiException;
import dev.atelier.sandbox.webui.request.FieldTable;
import dev.atelier.sandbox.webui.request.Fields;
import dev.atelier.sandbox.webui.request.ScratchFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// `/sdapi/v1/extra-single-image` and `extra-batch-images`, with the upscalers that need no model.
final class Extras {
    static final List<String> UPSCALERS = List.of("None", "Nearest");

    private static final long MAX_PIXELS = 1L << 24;

    private final ScratchFiles.Links links;

    Extras(ScratchFiles.Links links) {
        this.links = links;
    }

    Reply single(Incoming incoming) {
        var fields = FieldTable.EXTRAS.read(incoming.body());
        var image = fields.text("image").orElseThrow(Extras::none);
        return Reply.json(
                200, Json.object().put("html_info", "").put("image", scaled(image, fields)));
    }

    Reply batch(Incoming incoming) {
        var fields = FieldTable.EXTRAS.read(incoming.body());
        var answer = Json.object().put("html_info", "");
        var images = answer.putArray("images");
        for (var row : fields.tree("imageList")) {
            images.add(scaled(row.path("data").asText(""), fields));
        }
        return Reply.json(200, answer);
    }

    private static ApiException none() {
        return ApiException.http(500, "Invalid encoded image");
    }

    private String scaled(String text, Fields fields) {
        var upscaler = fields.text("upscaler_1").orElse("None");
        if (!UPSCALERS.contains(upscaler)) {
            throw ApiException.crash("AssertionError", "could not find upscaler named " + upscaler);
        }
        try (var scratch = new ScratchFiles(links)) {
            var image = ImageFiles.read(Path.of(scratch.picture(text))).image();
            var result = upscaler.equals("None") ? image : nearest(image, fields);
            return Pictures.base64(Pictures.png(result, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage nearest(BufferedImage image, Fields fields) {
        boolean byFactor = fields.number("resize_mode", 0) == 0;
        double factor = fields.real("upscaling_resize").orElse(2.0);
        double wide =
                byFactor ? image.getWidth() * factor : fields.number("upscaling_resize_w", 512);
        double high =
                byFactor ? image.getHeight() * factor : fields.number("upscaling_resize_h", 512);
        if (!(wide >= 1 && high >= 1 && wide * high <= MAX_PIXELS)) {
            throw ApiException.crash(
                    "ValueError", "height and width must be > 0 and not too large");
        }
        var result = new BufferedImage((int) wide, (int) high, BufferedImage.TYPE_INT_RGB);
        var pen = result.createGraphics();
        pen.drawImage(image, 0, 0, (int) wide, (int) high, null);
        pen.dispose();
        return result;
    }
}
