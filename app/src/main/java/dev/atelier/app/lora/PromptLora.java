package dev.atelier.app.lora;

import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tag `<lora:name:text:unet>` where it stands in a prompt.
///
/// One that is switched off stands in a comment, a line that begins with a number sign: A1111 and
/// the engine here leave those out, and where the prompt goes (into a picture, a recipe file, the
/// next start) the tag goes along.
///
/// @param start index of its `<`
/// @param end index behind its `>`
/// @param tag its numbers; empty where they cannot be read
/// @param on whether it counts
record PromptLora(int start, int end, String name, Optional<LoraTag> tag, boolean on) {
    private static final Pattern TAG = Pattern.compile("<(lora|lyco):[^>]+>");
    private static final String OFF = "# ";
    private static final int DIGITS = 4;

    /// Those of a prompt, in its order.
    static List<PromptLora> in(String prompt) {
        var all = new ArrayList<PromptLora>();
        var found = TAG.matcher(prompt);
        while (found.find()) {
            var tags = ExtraNetworks.parse(found.group()).tags();
            if (tags.size() == 1 && !tags.getFirst().positional().isEmpty()) {
                var tag = tags.getFirst();
                int line = prompt.lastIndexOf('\n', found.start()) + 1;
                boolean on = prompt.substring(line, found.start()).indexOf('#') < 0;
                all.add(
                        new PromptLora(
                                found.start(),
                                found.end(),
                                tag.positional().getFirst(),
                                LoraTag.of(tag),
                                on));
            }
        }
        return List.copyOf(all);
    }

    double text() {
        return tag.map(LoraTag::text).orElse(1.0);
    }

    double unet() {
        return tag.map(LoraTag::unet).orElse(1.0);
    }

    /// Whether text and image have a weight of their own.
    boolean split() {
        return text() != unet();
    }

    /// Weights of single blocks, as A1111's extension for them reads them; empty for none.
    String blocks(String prompt) {
        return written(prompt).named().getOrDefault("lbw", "").strip();
    }

    /// What is written in it and has no effect, such as `stop=10`.
    List<String> unread(String prompt) {
        return LoraTag.unread(written(prompt));
    }

    private ExtraNetworks.Tag written(String prompt) {
        return ExtraNetworks.parse(prompt.substring(start, end)).tags().getFirst();
    }

    /// As it is written, with other weights and all else as it was.
    String with(String prompt, double text, double unet) {
        var old = written(prompt);
        var parts = new ArrayList<String>();
        parts.add(old.kind());
        parts.add(name);
        parts.add(number(text));
        if (text != unet || old.positional().size() > 3) {
            parts.add(number(unet));
        }
        old.positional().stream().skip(3).forEach(parts::add);
        old.named()
                .forEach((key, value) -> {
                    if (!key.equals("te") && !key.equals("unet")) {
                        parts.add(key + "=" + value);
                    }
                });
        return "<" + String.join(":", parts) + ">";
    }

    /// The prompt with other weights of this one.
    String weighted(String prompt, double text, double unet) {
        return prompt.substring(0, start) + with(prompt, text, unet) + prompt.substring(end);
    }

    /// The prompt with this one switched on or off.
    String switched(String prompt, boolean to) {
        if (to == on) {
            return prompt;
        }
        var written = prompt.substring(start, end);
        var rest = removed(prompt);
        return to ? appended(rest, written) : OFF + written + "\n" + rest;
    }

    /// The prompt with this one switched on again, in its place among others.
    ///
    /// @param before those that stand before it, the nearest first
    /// @param after those that stand behind it, the nearest first
    String switchedOn(String prompt, List<TagKey> before, List<TagKey> after) {
        var rest = removed(prompt);
        var left = before.stream().flatMap(it -> it.in(rest).stream()).filter(PromptLora::on);
        var right = after.stream().flatMap(it -> it.in(rest).stream()).filter(PromptLora::on);
        var written = prompt.substring(start, end);
        return left.findFirst()
                .map(it -> rest.substring(0, it.end) + " " + written + rest.substring(it.end))
                .or(() ->
                        right.findFirst()
                                .map(it ->
                                        rest.substring(0, it.start)
                                                + written
                                                + " "
                                                + rest.substring(it.start)))
                .orElseGet(() -> switched(prompt, true));
    }

    /// The prompt without it, and without the spaces and commas that joined it to the rest.
    String removed(String prompt) {
        var before = prompt.substring(0, start).replaceFirst("[ \\t]+$", "");
        var after = prompt.substring(end);
        if (!on && before.substring(before.lastIndexOf('\n') + 1).strip().equals("#")) {
            int line = after.indexOf('\n');
            var left = line < 0 ? after : after.substring(0, line);
            if (left.isBlank()) {
                var head = before.substring(0, before.lastIndexOf('\n') + 1);
                return line < 0 ? head.stripTrailing() : head + after.substring(line + 1);
            }
        }
        var next = after.replaceFirst("^[ \\t]+", "");
        if (before.endsWith(",") && (next.isEmpty() || next.startsWith(","))) {
            before = before.substring(0, before.length() - 1);
        }
        boolean lineEnds = next.isEmpty() || next.startsWith("\n") || next.startsWith(",");
        boolean lineBegins = before.isEmpty() || before.endsWith("\n");
        if (lineBegins) {
            return before + next.replaceFirst("^,[ \\t]*", "");
        }
        return lineEnds ? before + next : before + " " + next;
    }

    /// The prompt with another name in this one.
    String renamed(String prompt, String other) {
        int at = prompt.indexOf(name, prompt.indexOf(':', start));
        return prompt.substring(0, at) + other + prompt.substring(at + name.length());
    }

    /// A prompt with one more at its end.
    static String added(String prompt, String name, double weight) {
        return appended(prompt, "<lora:" + name + ":" + number(weight) + ">");
    }

    private static String appended(String prompt, String written) {
        var gap = prompt.isEmpty() || Character.isWhitespace(prompt.charAt(prompt.length() - 1));
        boolean comment = prompt.substring(prompt.lastIndexOf('\n') + 1).indexOf('#') >= 0;
        return prompt + (comment ? "\n" : gap ? "" : " ") + written;
    }

    /// As short as it can be written: `0.8`, `1`.
    static String number(double value) {
        var rounded =
                BigDecimal.valueOf(value)
                        .setScale(DIGITS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        return rounded.scale() < 0
                ? rounded.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : rounded.toPlainString();
    }
}
