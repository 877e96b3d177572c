package dev.atelier.cloud.account;

import dev.atelier.recipe.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The profiles of the vendor's SDKs: an ini file with a section each.
final class IniProfiles {
    private IniProfiles() {}

    /// @param wanted empty for `default`
    static AccessKeys read(String text, String wanted) throws ProfileException {
        var name = wanted.isEmpty() ? "default" : wanted;
        var values = section(text.startsWith("\uFEFF") ? text.substring(1) : text, name);
        if (values == null) {
            throw ProfileException.missing(name);
        }
        if (values.getOrDefault("enable", "true").equalsIgnoreCase("false")) {
            throw new ProfileException(file -> Message.of("access.profile-off", file));
        }
        var type = values.getOrDefault("type", "access_key");
        return switch (type) {
            case "access_key" -> keys(values, values.getOrDefault("security_token", ""));
            case "sts" -> keys(values, values.getOrDefault("security_token", ""));
            default -> throw ProfileException.unsupported(name, type, "access_key or sts");
        };
    }

    private static AccessKeys keys(Map<String, String> values, String session) {
        return new AccessKeys(
                values.getOrDefault("access_key_id", ""),
                values.getOrDefault("access_key_secret", ""),
                session,
                values.getOrDefault("region_id", ""));
    }

    /// The names of all profiles, in the order of the file.
    static List<String> names(String text) {
        return text.lines()
                .map(line -> line.replace("\uFEFF", "").strip())
                .filter(line -> line.matches("\\[[^\\[\\]]+]"))
                .map(line -> line.substring(1, line.length() - 1))
                .distinct()
                .toList();
    }

    private static @Nullable Map<String, String> section(String text, String name) {
        Map<String, String> values = null;
        boolean inside = false;
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + name + "]");
                values = inside && values == null ? new HashMap<>() : values;
            } else if (inside && values != null && isEntry(line)) {
                var parts = line.split("=", 2);
                values.putIfAbsent(parts[0].strip(), plain(parts[1].strip()));
            }
        }
        return values;
    }

    private static boolean isEntry(String line) {
        return !line.startsWith("#") && !line.startsWith(";") && line.contains("=");
    }

    /// Without a note after it: a key holds no space.
    private static String plain(String value) {
        var bare = value.replaceFirst("\\s[#;].*$", "").strip();
        boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }
}
