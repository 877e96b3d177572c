package dev.atelier.webui;

import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.PixelUpscaler;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.RequestFields;
import dev.atelier.webui.request.ScratchFiles;
import dev.atelier.webui.request.WebuiError;
import dev.atelier.webui.request.WebuiOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/sdapi/v1/extra-single-image` and `extra-batch-images`, with the upscalers that need no model.
final class Extras {
    private static final String CROP_TO = "Postprocess crop to";

    private final GenerationQueue queue;
    private final ScratchFiles.Links links;
    private final WebuiOptions settings;

    Extras(GenerationQueue queue, ScratchFiles.Links links, WebuiOptions settings) {
        this.queue = queue;
        this.links = links;
        this.settings = settings;
    }

    private record Result(String picture, String info) {}

    Reply single(Incoming incoming) {
        var fields = FieldTable.EXTRAS.read(incoming.body());
        var result = enlarged(fields.tree("image").asText(""), fields);
        return Reply.json(
                200,
                Json.object().put("html_info", html(result.info())).put("image", result.picture()));
    }

    Reply batch(Incoming incoming) {
        var fields = FieldTable.EXTRAS_BATCH.read(incoming.body());
        var answer = Json.object();
        var images = answer.putArray("images");
        var info = "";
        for (var row : fields.tree("imageList")) {
            if (!row.path("data").isTextual()) {
                throw WebuiError.NO_IMAGE_LIST.exception();
            }
            var result = enlarged(row.path("data").asText(), fields);
            images.add(result.picture());
            info = result.info();
        }
        return Reply.json(200, answer.put("html_info", html(info)));
    }

    private static String html(String info) {
        return "<p>" + info + "</p>";
    }

    private Result enlarged(String text, RequestFields fields) {
        refuseFaces(fields);
        var bytes = ScratchFiles.bytes(text, links);
        var parameters = new LinkedHashMap<String, String>();
        try {
            var source = rgb(ImageFiles.read(bytes, "the picture"));
            var texts = new LinkedHashMap<>(PngInfo.texts(bytes));
            var result = queue.alone(() -> enlarged(source, fields, parameters));
            var info =
                    parameters.entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .collect(Collectors.joining(", "));
            texts.put("postprocessing", info);
            return new Result(Pictures.base64(result.image(), texts, settings.format()), info);
        } catch (IOException e) {
            throw ApiException.notAPicture(e);
        }
    }

    private static Bitmap rgb(Bitmap any) {
        if (any.channels() == 3) {
            return any;
        }
        var rgb = new byte[any.width() * any.height() * 3];
        for (int i = 0; i < any.width() * any.height(); i++) {
            System.arraycopy(any.bytes(), i * any.channels(), rgb, 3 * i, 3); // alpha is dropped
        }
        return new Bitmap(any.width(), any.height(), 3, rgb);
    }

    private static void refuseFaces(RequestFields fields) {
        for (var name : new String[] {"gfpgan_visibility", "codeformer_visibility"}) {
            if (fields.real(name).orElse(0.0) > 0) {
                throw WebuiError.FACES_NOT_RESTORED.with(name);
            }
        }
    }

    private static Optional<PixelUpscaler> upscaler(RequestFields fields, String field) {
        var name = fields.text(field).orElse("None");
        if (name.equals(PixelUpscaler.NONE.label())) {
            return Optional.empty();
        }
        for (var upscaler : PixelUpscaler.values()) {
            if (upscaler.label().equals(name)) {
                return Optional.of(upscaler);
            }
        }
        throw WebuiError.UPSCALER_NOT_FOUND.with(name);
    }

    private static Bitmap enlarged(
            Bitmap source, RequestFields fields, Map<String, String> parameters) {
        var first = upscaler(fields, "upscaler_1");
        if (first.isEmpty()) {
            return source;
        }
        var second = upscaler(fields, "upscaler_2");
        double share = fields.real("extras_upscaler_2_visibility").orElse(0.0);
        var size = TargetSize.of(source, fields);
        parameters.put(size.label(), size.words());
        var large = size.apply(source, first.get());
        if (size.crops()) {
            parameters.put(CROP_TO, large.width() + "x" + large.height());
        }
        parameters.put("Postprocess upscaler", first.get().label());
        if (second.isEmpty() || share <= 0) {
            return large;
        }
        parameters.put("Postprocess upscaler 2", second.get().label());
        return blend(large, size.apply(source, second.get()), share);
    }

    /// As Pillow's `Image.blend`: what is left of a level is cut off.
    private static Bitmap blend(Bitmap one, Bitmap other, double share) {
        var result = new byte[one.bytes().length];
        for (int i = 0; i < result.length; i++) {
            int from = one.bytes()[i] & 0xFF;
            int to = other.bytes()[i] & 0xFF;
            result[i] = (byte) (int) (from + (float) share * (to - from));
        }
        return new Bitmap(one.width(), one.height(), one.channels(), result);
    }
}
