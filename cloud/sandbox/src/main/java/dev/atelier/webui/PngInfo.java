package dev.atelier.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.Infotext;
import dev.atelier.webui.request.ScratchFiles;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/sdapi/v1/png-info`: the texts of a picture, as `read_info_from_image` of A1111 finds them, and
/// what its settings say.
final class PngInfo {
    private static final String NOVEL_AI = "NovelAI";

    private PngInfo() {}

    static Reply answer(Incoming incoming, ScratchFiles.Links links) {
        var fields = FieldTable.PNG_INFO.read(incoming.body());
        var bytes = ScratchFiles.bytes(fields.tree("image").asText("").strip(), links);
        Map<String, String> texts;
        Dimension size;
        try {
            size = ImageFiles.size(bytes, "the picture");
            texts = texts(bytes);
        } catch (IOException e) {
            throw ApiException.notAPicture(e);
        }
        var own = Optional.ofNullable(texts.remove(PngText.PARAMETERS)).orElse("");
        var info = novelAi(texts, size).orElse(own);
        var answer = Json.object().put("info", info);
        var items = answer.putObject("items");
        texts.forEach(items::put);
        answer.set("parameters", Infotext.parse(info));
        return Reply.json(200, answer);
    }

    /// Only PNG has texts beside the settings. Other kinds may have none at all.
    static Map<String, String> texts(byte[] bytes) throws IOException {
        var format = ImageFiles.format(bytes).orElse("");
        var texts = new LinkedHashMap<String, String>();
        switch (format) {
            case "png" -> texts.putAll(PictureText.read(bytes));
            case "jpg", "webp" ->
                    Optional.ofNullable(PictureText.read(bytes).get(PngText.PARAMETERS))
                            .ifPresent(text -> texts.put(PngText.PARAMETERS, text));
            default -> {}
        }
        return texts;
    }

    /// NovelAI's settings in A1111's words; empty where they are not NovelAI's.
    private static Optional<String> novelAi(Map<String, String> texts, Dimension size) {
        if (!NOVEL_AI.equals(texts.get("Software"))) {
            return Optional.empty();
        }
        var comment = texts.getOrDefault("Comment", "").getBytes(StandardCharsets.UTF_8);
        return Json.objectOf(comment)
                .filter(settings -> texts.containsKey("Description"))
                .filter(PngInfo::complete)
                .map(settings ->
                        """
                        %s
                        Negative prompt: %s
                        Steps: %s, Sampler: %s, CFG scale: %s, Seed: %s, Size: %dx%d, Clip skip: 2, ENSD: 31337\
                        """
                                .formatted(
                                        texts.get("Description"),
                                        settings.path("uc").asText(),
                                        settings.path("steps").asText(),
                                        Lists.sampler(settings.path("sampler").asText()),
                                        settings.path("scale").asText(),
                                        settings.path("seed").asText(),
                                        size.width,
                                        size.height));
    }

    private static boolean complete(ObjectNode settings) {
        return settings.has("uc")
                && settings.has("steps")
                && settings.has("sampler")
                && settings.has("scale")
                && settings.has("seed");
    }
}
