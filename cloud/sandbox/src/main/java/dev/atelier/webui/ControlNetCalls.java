package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.MapMethod;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessor.Resolution;
import dev.atelier.control.Preprocessors;
import dev.atelier.control.Slider;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Size;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.ControlReader;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.ScratchFiles;
import dev.atelier.webui.request.WebuiError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/controlnet/*` as sd-webui-controlnet 1.1.455 answers it (`scripts/api.py`).
final class ControlNetCalls {
    private static final String NO_MODEL = "None";

    /// Words of a model's name by which it belongs to a control type.
    private static final Map<String, List<String>> ALIASES =
            Map.ofEntries(
                    Map.entry("instructp2p", List.of("ip2p")),
                    Map.entry("segmentation", List.of("seg")),
                    Map.entry("normalmap", List.of("normal")),
                    Map.entry("t2i-adapter", List.of("t2i_adapter", "t2iadapter", "t2ia")),
                    Map.entry("ip-adapter", List.of("ip_adapter", "ipadapter")),
                    Map.entry("openpose", List.of("openpose", "densepose")),
                    Map.entry("instant-id", List.of("instant_id", "instantid")),
                    Map.entry("scribble", List.of("sketch")),
                    Map.entry("tile", List.of("blur")));

    private static final Set<String> UNION =
            Set.of(
                    "openpose",
                    "depth",
                    "softedge",
                    "scribble",
                    "canny",
                    "lineart",
                    "mlsd",
                    "normalmap",
                    "segmentation",
                    "inpaint",
                    "tile");

    private final CachedCatalogue stock;
    private final GenerationQueue queue;
    private final boolean onEas;

    ControlNetCalls(CachedCatalogue stock, GenerationQueue queue, boolean onEas) {
        this.stock = stock;
        this.queue = queue;
        this.onEas = onEas;
    }

    static JsonNode version() {
        return Json.object().put("version", 3);
    }

    /// Looks at the folders again unless the request says not to.
    Reply models(Incoming incoming) {
        if (isOn(incoming, "update", true)) {
            stock.refresh();
        }
        var answer = Json.object();
        var list = answer.putArray("model_list");
        stock.get().controls().forEach(list::add);
        return Reply.json(200, answer);
    }

    private static boolean isOn(Incoming incoming, String name, boolean otherwise) {
        var given = incoming.query().first(name);
        return given.map(it -> it.equalsIgnoreCase("true") || it.equals("1")).orElse(otherwise);
    }

    Reply modules(Incoming incoming) {
        boolean labels = isOn(incoming, "alias_names", false);
        var answer = Json.object();
        var list = answer.putArray("module_list");
        var details = answer.putObject("module_detail");
        for (var preprocessor : Preprocessors.all()) {
            var name = labels ? preprocessor.label() : preprocessor.name();
            list.add(name);
            var detail = details.putObject(name).put("model_free", preprocessor.modelFree());
            sliders(preprocessor, detail.putArray("sliders"));
        }
        return Reply.json(200, answer);
    }

    private static void sliders(Preprocessor preprocessor, ArrayNode to) {
        if (preprocessor.resolution() != Resolution.HIDDEN) {
            to.add(slider(Slider.RESOLUTION));
        }
        preprocessor.sliders().forEach(it -> to.add(slider(it)));
    }

    private static ObjectNode slider(Slider slider) {
        var made = Json.object().put("name", slider.label());
        number(made, "value", slider.value());
        number(made, "min", slider.min());
        number(made, "max", slider.max());
        number(made, "step", slider.step());
        return made;
    }

    private static void number(ObjectNode to, String name, double value) {
        if (value == Math.rint(value)) {
            to.put(name, (int) value);
        } else {
            to.put(name, value);
        }
    }

    JsonNode types() {
        var answer = Json.object();
        var types = answer.putObject("control_types");
        for (var tag : Preprocessors.tags()) {
            var type = types.putObject(tag);
            var modules = Preprocessors.of(tag).stream().map(Preprocessor::label).toList();
            var models = new ArrayList<String>();
            models.add(NO_MODEL);
            stock.get().controls().stream().filter(model -> isOf(tag, model)).forEach(models::add);
            modules.forEach(type.putArray("module_list")::add);
            models.forEach(type.putArray("model_list")::add);
            boolean all = tag.equals("All");
            type.put("default_option", modules.get(all || modules.size() == 1 ? 0 : 1))
                    .put("default_model", all ? NO_MODEL : usual(models));
        }
        return answer;
    }

    private static boolean isOf(String tag, String model) {
        if (tag.equals("All")) {
            return true;
        }
        var type = tag.toLowerCase(Locale.ROOT);
        var words = new HashSet<>(ALIASES.getOrDefault(type, List.of()));
        words.add(type);
        if (UNION.contains(type)) {
            words.add("union");
        }
        return words.stream().anyMatch(model.toLowerCase(Locale.ROOT)::contains);
    }

    /// The first of version 1.1, else the first.
    private static String usual(List<String> models) {
        return models.stream()
                .skip(1)
                .filter(model -> model.split("\\[", -1)[0].contains("11"))
                .findFirst()
                .orElse(models.get(Math.min(1, models.size() - 1)));
    }

    JsonNode settings() {
        return Json.object().put("control_net_unit_count", ControlReader.most(onEas));
    }

    Reply detect(Incoming incoming) {
        var given = FieldTable.object(incoming.body());
        var module = given.path("controlnet_module").asText("none");
        var preprocessor =
                Preprocessors.named(module)
                        .orElseThrow(() -> WebuiError.MODULE_NOT_AVAILABLE.exception());
        if (preprocessor.way() instanceof MapMethod.NoMap) {
            throw WebuiError.MODULE_NOT_SUPPORTED.exception();
        }
        // sdwebuiapi calls them otherwise.
        var images =
                given.has("controlnet_input_images")
                        ? given.path("controlnet_input_images")
                        : given.path("controlnet_images");
        var masks = given.path("controlnet_masks");
        if (images.isEmpty()) {
            throw WebuiError.NO_IMAGE_SELECTED.exception();
        }
        if (preprocessor.takesMask() && masks.size() != images.size()) {
            throw WebuiError.MASKS_MISSING.with(module);
        }
        var drawing = stock.get().maps();
        drawing.missing(preprocessor)
                .ifPresent(why -> {
                    throw WebuiError.PREPROCESSOR_MISSING.with(why.english());
                });
        var wanted =
                new Preprocessing(
                        preprocessor.name(),
                        Fit.CROP,
                        given.path("controlnet_processor_res").asInt(-1),
                        given.path("controlnet_threshold_a").asDouble(-1),
                        given.path("controlnet_threshold_b").asDouble(-1),
                        false);
        var maps = Json.array();
        for (int i = 0; i < images.size(); i++) {
            var picture = picture(images.get(i));
            var mask =
                    preprocessor.takesMask()
                            ? Optional.of(picture(masks.get(i)))
                            : Optional.<Bitmap>empty();
            var source = mask.map(it -> masked(picture, it)).orElse(picture);
            var map = queue.alone(() -> drawn(drawing, wanted, source));
            maps.add(Pictures.base64(Pictures.png(map.translucent(), "")));
        }
        var answer = Json.object().put("info", "Success");
        answer.set("images", maps);
        return Reply.json(200, answer);
    }

    /// A file of weights that cannot be used is reported in words.
    private static Bitmap drawn(ControlMaps drawing, Preprocessing wanted, Bitmap source) {
        try {
            return drawing.drawn(wanted, source, new Size(64, 64), 0);
        } catch (InvalidValueException e) {
            throw WebuiError.INVALID_VALUE.with(InvalidValueException.reason(e).english());
        }
    }

    private static Bitmap picture(JsonNode text) {
        var bytes = ScratchFiles.checked(text.asText());
        try {
            return ImageFiles.read(bytes, "the picture");
        } catch (IOException e) {
            throw ApiException.notAPicture(e);
        }
    }

    private static Bitmap masked(Bitmap picture, Bitmap mask) {
        if (!mask.isSize(picture.width(), picture.height())) {
            throw WebuiError.SIZES_DIFFER.exception();
        }
        int count = picture.width() * picture.height();
        var rgba = new byte[4 * count];
        var colours = picture.flattened();
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                int channel = colours.channels() == 1 ? 0 : c;
                rgba[4 * i + c] = colours.bytes()[i * colours.channels() + channel];
            }
            rgba[4 * i + 3] = mask.bytes()[i * mask.channels()];
        }
        return new Bitmap(picture.width(), picture.height(), 4, rgba);
    }
}
