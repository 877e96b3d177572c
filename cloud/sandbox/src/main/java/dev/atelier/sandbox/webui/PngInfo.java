package dev.atelier.sandbox.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Json;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.webui.request.ApiException;
import dev.atelier.sandbox.webui.request.FieldTable;
import dev.atelier.sandbox.webui.request.ScratchFiles;
import java.util.Map;
import java.util.regex.Pattern;

/// `/sdapi/v1/png-info`.
final class PngInfo {
    /// A key and a value, which is quoted where it holds commas.
    private static final Pattern PAIR =
            Pattern.compile("\\s*([\\w/ +-]+):\\s*(\"(?:\\\\.|[^\\\\\"])*+\"|[^,]*)(?:,|$)");

    private static final int LEAST_PAIRS = 3;

    private PngInfo() {}

    static Reply answer(Incoming incoming, ScratchFiles.Links links) {
        var image = FieldTable.object(incoming.body()).path("image").asText("");
        if (image.isBlank()) {
            throw ApiException.http(404, "Image not found");
        }
        Map<String, String> texts;
        try {
            texts = PngText.read(ScratchFiles.bytes(image, links));
        } catch (PngText.PngException e) {
            var thrown = ApiException.http(500, "Invalid encoded image");
            thrown.initCause(e);
            throw thrown;
        }
        var info = texts.getOrDefault(PngText.PARAMETERS, "");
        var answer = Json.object().put("info", info);
        var items = answer.putObject("items");
        texts.forEach(items::put);
        answer.set("parameters", parameters(info));
        return Reply.json(200, answer);
    }

    private static ObjectNode parameters(String info) {
        var found = Json.object();
        if (info.isEmpty()) {
            return found;
        }
        int last = info.stripTrailing().lastIndexOf('\n');
        var pairs = Json.object();
        var matcher = PAIR.matcher(info.substring(last + 1));
        while (matcher.find()) {
            pairs.put(matcher.group(1).strip(), matcher.group(2).strip());
        }
        var words = pairs.size() < LEAST_PAIRS ? info : info.substring(0, Math.max(last, 0));
        int negative = words.indexOf("Negative prompt:");
        found.put("Prompt", (negative < 0 ? words : words.substring(0, negative)).strip());
        found.put(
                "Negative prompt",
                negative < 0
                        ? ""
                        : words.substring(negative + "Negative prompt:".length()).strip());
        if (pairs.size() >= LEAST_PAIRS) {
            found.setAll(pairs);
        }
        return found;
    }
}
