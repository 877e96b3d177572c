package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A prompt with its tags such as `<lora:name:0.8>` taken out.
///
/// @param prompt what is left, white space as it was
public record ExtraNetworks(String prompt, List<Tag> tags) {
    private static final Pattern TAG = Pattern.compile("<(\\w+):([^>]+)>");

    /// One tag.
    ///
    /// @param kind what stands first, such as `lora`
    /// @param positional the arguments without a name
    /// @param named the arguments written `name=value`
    public record Tag(String kind, List<String> positional, Map<String, String> named) {}

    public ExtraNetworks {
        tags = List.copyOf(tags);
    }

    public static ExtraNetworks parse(String prompt) {
        var tags = new ArrayList<Tag>();
        var matcher = TAG.matcher(prompt);
        while (matcher.find()) {
            tags.add(tag(matcher.group(1), matcher.group(2)));
        }
        return new ExtraNetworks(matcher.replaceAll(""), tags);
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
