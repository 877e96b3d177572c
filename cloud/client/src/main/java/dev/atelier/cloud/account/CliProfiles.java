package dev.atelier.cloud.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The profiles of the vendor's command line: JSON.
final class CliProfiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CliProfiles() {}

    /// @param wanted empty for the profile that is current
    static AccessKeys read(String text, String wanted) throws ProfileException {
        var config = tree(text);
        var current = config.path("current").asText("");
        var name = !wanted.isEmpty() ? wanted : current.isEmpty() ? "default" : current;
        for (var profile : config.path("profiles")) {
            if (profile.path("name").asText().equals(name)) {
                return keys(name, profile);
            }
        }
        throw ProfileException.missing(name);
    }

    /// The names of all profiles, the current one first.
    static List<String> names(String text) throws ProfileException {
        var config = tree(text);
        var names = new LinkedHashSet<String>();
        config.path("profiles").forEach(profile -> names.add(profile.path("name").asText()));
        var current = config.path("current").asText("");
        var ordered = new ArrayList<String>();
        if (names.remove(current)) {
            ordered.add(current);
        }
        ordered.addAll(names);
        return ordered;
    }

    private static JsonNode tree(String text) throws ProfileException {
        try {
            var tree = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // its message would repeat a part of the file
            throw new ProfileException(file -> Message.of("access.profile-json", file));
        }
        throw new ProfileException(file -> Message.of("access.no-profiles", file));
    }

    private static AccessKeys keys(String name, JsonNode profile) throws ProfileException {
        var mode = profile.path("mode").asText("AK");
        return switch (mode) {
            case "AK", "" -> keys(profile, "");
            case "StsToken" -> keys(profile, profile.path("sts_token").asText(""));
            default -> throw ProfileException.unsupported(name, mode, "AK or StsToken");
        };
    }

    private static AccessKeys keys(JsonNode profile, String session) {
        return new AccessKeys(
                profile.path("access_key_id").asText("").strip(),
                profile.path("access_key_secret").asText("").strip(),
                session.strip(),
                profile.path("region_id").asText("").strip());
    }
}
