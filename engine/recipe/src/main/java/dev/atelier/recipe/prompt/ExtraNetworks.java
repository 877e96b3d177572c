package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A prompt with its tags such as `<lora:name:0.8>` taken out.
///
/// @param prompt what is left, white space as it was
public record ExtraNetworks(String prompt, List<Tag> tags) {
    /// One tag.
    ///
    /// @param kind what stands first, such as `lora`; letters of any script
    /// @param positional the arguments without a name
    /// @param named the arguments written `name=value`
    public record Tag(String kind, List<String> positional, Map<String, String> named) {}

    public ExtraNetworks {
        tags = List.copyOf(tags);
    }

    /// Reads A1111's `<(\w+):([^>]+)>` in time that grows with the text only.
    public static ExtraNetworks parse(String prompt) {
        var tags = new ArrayList<Tag>();
        var rest = new StringBuilder();
        int done = 0;
        int close = prompt.indexOf('>');
        for (int open = prompt.indexOf('<'); open >= 0 && close >= 0; ) {
            int colon = afterWord(prompt, open + 1);
            boolean kind =
                    colon > open + 1 && colon < prompt.length() && prompt.charAt(colon) == ':';
            while (close >= 0 && close <= colon) {
                close = prompt.indexOf('>', close + 1);
            }
            if (kind && close > colon + 1) {
                rest.append(prompt, done, open);
                tags.add(
                        tag(prompt.substring(open + 1, colon), prompt.substring(colon + 1, close)));
                done = close + 1;
                open = prompt.indexOf('<', done);
            } else {
                open = prompt.indexOf('<', open + 1);
            }
        }
        return new ExtraNetworks(rest.append(prompt, done, prompt.length()).toString(), tags);
    }

    private static int afterWord(String text, int from) {
        int at = from;
        while (at < text.length() && PythonText.isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static Tag tag(String kind, String arguments) {
        var positional = new ArrayList<String>();
        var named = new LinkedHashMap<String, String>();
        for (var argument : arguments.split(":", -1)) {
            var parts = argument.split("=", 3);
            if (parts.length == 2) {
                named.put(parts[0], parts[1]);
            } else {
                positional.add(argument);
            }
        }
        return new Tag(kind, List.copyOf(positional), named);
    }
}
