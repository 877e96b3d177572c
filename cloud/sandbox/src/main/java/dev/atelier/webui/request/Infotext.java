package dev.atelier.webui.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.recipe.prompt.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An infotext as the flat dictionary that `parse_generation_parameters` of A1111 v1.10.1 makes of
/// it, with what that fills in. In time linear in the text's length.
public final class Infotext {
    private static final String NEGATIVE = "Negative prompt:";
    private static final int FEWEST = 3;

    /// No recipe takes a longer one.
    private static final int LONGEST_PROMPT = 1 << 16;

    private static final Pattern SIZE = Pattern.compile("(\\d++)x(\\d++)");
    private final String line;
    private int at;

    private Infotext(String line) {
        this.line = line;
    }

    /// The fields in A1111's order.
    public static ObjectNode parse(String text) {
        var lines = new ArrayList<>(List.of(text.strip().split("\n", -1)));
        var settings = new Infotext(lines.getLast()).pairs();
        if (settings.count >= FEWEST) {
            lines.removeLast();
        } else {
            settings = new Pairs();
        }
        var result = settings.values;
        prompts(lines, result);
        defaults(result);
        return result;
    }

    private static void prompts(List<String> lines, ObjectNode result) {
        var prompt = new StringBuilder();
        var negative = new StringBuilder();
        var target = prompt;
        for (var line : lines) {
            var words = line.strip();
            if (words.startsWith(NEGATIVE)) {
                target = negative;
                words = words.substring(NEGATIVE.length()).strip();
            }
            target.append(target.isEmpty() ? "" : "\n").append(words);
        }
        var version = WebuiVersion.parse(result.path("Version").asText());
        if (version.isEmpty() || WebuiVersion.SECOND_PASS_STYLES.before(version.get())) {
            sameInSecondPass(result, "Hires prompt", prompt.toString());
            sameInSecondPass(result, "Hires negative prompt", negative.toString());
        }
        result.put("Prompt", prompt.toString()).put("Negative prompt", negative.toString());
    }

    /// Words of the second pass that are the first's say nothing.
    private static void sameInSecondPass(ObjectNode result, String name, String first) {
        if (result.path(name).asText().equals(first)) {
            result.remove(name);
        }
    }

    private static final class Pairs {
        private final ObjectNode values = Json.object();
        private int count;
    }

    /// `key: value` up to a comma or the end; a value in quotes may hold commas.
    private Pairs pairs() {
        var pairs = new Pairs();
        int colon = line.indexOf(':', at);
        while (colon >= 0) {
            int key = key(colon);
            if (key < 0) {
                colon = line.indexOf(':', colon + 1);
                continue;
            }
            int start = colon + 1;
            while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
                start++;
            }
            int end = end(start);
            put(pairs.values, line.substring(key, colon), line.substring(start, end));
            pairs.count++;
            at = Math.min(end + 1, line.length());
            colon = line.indexOf(':', at);
        }
        return pairs;
    }

    /// Where the key before a colon starts, or -1: a letter, digit or `_`, then these, blanks, `-`
    /// and `/`.
    private int key(int colon) {
        int start = colon;
        while (start > at && inKey(line.charAt(start - 1))) {
            start--;
        }
        while (start < colon && !isWord(line.charAt(start))) {
            start++;
        }
        return start + 1 < colon ? start : -1;
    }

    private static boolean isWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_';
    }

    private static boolean inKey(char letter) {
        return isWord(letter) || letter == ' ' || letter == '-' || letter == '/';
    }

    private int end(int start) {
        if (start < line.length() && line.charAt(start) == '"') {
            int closing = closing(start);
            if (closing > start + 1
                    && (closing + 1 == line.length() || line.charAt(closing + 1) == ',')) {
                return closing + 1;
            }
        }
        int comma = line.indexOf(',', start);
        return comma < 0 ? line.length() : comma;
    }

    private int closing(int start) {
        for (int i = start + 1; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                return i;
            }
            if (line.charAt(i) == '\\') {
                i++;
            }
        }
        return -1;
    }

    /// A1111 loses a value without letters.
    private static void put(ObjectNode values, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        var plain = unquoted(value);
        var size = SIZE.matcher(plain);
        if (size.matches()) {
            values.put(key + "-1", size.group(1)).put(key + "-2", size.group(2));
        } else {
            values.put(key, plain);
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
            return value;
        }
        try {
            return Json.MAPPER.readTree(value).asText();
        } catch (JsonProcessingException e) {
            return value; // A1111 leaves it in its quotes
        }
    }

    private static void defaults(ObjectNode all) {
        missing(all, "Clip skip", "1");
        if (all.has("Hypernet")) {
            var strength = all.path("Hypernet strength").asText("1.0");
            all.put(
                    "Prompt",
                    all.path("Prompt").asText()
                            + "<hypernet:%s:%s>"
                                    .formatted(all.path("Hypernet").asText(), strength));
        }
        if (!all.has("Hires resize-1")) {
            all.put("Hires resize-1", 0).put("Hires resize-2", 0);
        }
        missing(all, "Hires sampler", "Use same sampler");
        missing(all, "Hires schedule type", "Use same scheduler");
        missing(all, "Hires checkpoint", "Use same checkpoint");
        missing(all, "Hires prompt", "");
        missing(all, "Hires negative prompt", "");
        missing(all, "Mask mode", "Inpaint masked");
        missing(all, "Masked content", "original");
        missing(all, "Inpaint area", "Whole picture");
        if (!all.has("Masked area padding")) {
            all.put("Masked area padding", 32);
        }
        firstPass(all);
        missing(all, "RNG", "GPU");
        missing(all, "Schedule type", "Automatic");
        for (var name : List.of("Schedule max sigma", "Schedule min sigma", "Schedule rho")) {
            if (!all.has(name)) {
                all.put(name, 0);
            }
        }
        missing(all, "VAE Encoder", "Full");
        missing(all, "VAE Decoder", "Full");
        missing(all, "FP8 weight", "Disable");
        if (!all.has("Cache FP16 weight for LoRA")
                && !all.path("FP8 weight").asText().equals("Disable")) {
            all.put("Cache FP16 weight for LoRA", false);
        }
        if (emphasised(all, "Prompt") || emphasised(all, "Negative prompt")) {
            missing(all, "Emphasis", "Original");
        }
        if (!all.has("Refiner switch by sampling steps")) {
            all.put("Refiner switch by sampling steps", false);
        }
        earlierVersions(all);
    }

    private static void missing(ObjectNode all, String name, String value) {
        if (!all.has(name)) {
            all.put(name, value);
        }
    }

    private static boolean emphasised(ObjectNode all, String name) {
        var words = all.path(name).asText();
        if (words.length() > LONGEST_PROMPT) {
            return words.indexOf('(') >= 0 || words.indexOf('[') >= 0;
        }
        return Attention.parse(words).stream()
                .anyMatch(part -> part.weight() != 1 && !part.text().equals("BREAK"));
    }

    /// The first pass's size was written beside the final one once
    /// (`restore_old_hires_fix_params`).
    private static void firstPass(ObjectNode all) {
        if (!all.has("First pass size-1") || !all.has("First pass size-2")) {
            return;
        }
        long width = all.path("Size-1").asLong(512);
        long height = all.path("Size-2").asLong(512);
        long firstWidth = all.path("First pass size-1").asLong();
        long firstHeight = all.path("First pass size-2").asLong();
        if (firstWidth == 0 || firstHeight == 0) {
            double scale = Math.sqrt(512.0 * 512.0 / ((double) width * height));
            firstWidth = (long) Math.ceil(scale * width / 64) * 64;
            firstHeight = (long) Math.ceil(scale * height / 64) * 64;
        }
        all.put("Size-1", firstWidth).put("Size-2", firstHeight);
        all.put("Hires resize-1", width).put("Hires resize-2", height);
    }

    /// What pictures of earlier versions need to be made again (`infotext_versions.backcompat`).
    private static void earlierVersions(ObjectNode all) {
        var version = WebuiVersion.parse(all.path("Version").asText());
        if (version.isEmpty()) {
            return;
        }
        boolean before16 = version.get().before(WebuiVersion.V1_6);
        if (before16 && all.path("Prompt").asText().indexOf('[') >= 0) {
            all.put("Old prompt editing timelines", true);
        }
        if (before16 && List.of("DDIM", "PLMS").contains(all.path("Sampler").asText())) {
            all.put("Pad conds v0", true);
        }
        if (version.get().before(WebuiVersion.ZERO_TERMINAL_SNR)) {
            all.put("Downcast alphas_cumprod", true);
        }
        if (version.get().before(WebuiVersion.V1_8) && !all.path("Refiner").asText().isEmpty()) {
            all.put("Refiner switch by sampling steps", true);
        }
    }
}
