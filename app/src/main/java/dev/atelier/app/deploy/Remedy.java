package dev.atelier.app.deploy;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the cloud's words for a failed start mean. The words are those of the vendor's pages on
/// service states and of Kubernetes below it.
public enum Remedy {
    IMAGE,
    MEMORY,
    CRASH,
    MOUNT,
    STOCK,
    QUOTA,
    PERMISSION;

    private static final Map<String, Remedy> WORDS =
            Map.ofEntries(
                    Map.entry("imagepull", IMAGE),
                    Map.entry("errimage", IMAGE),
                    Map.entry("invalidimage", IMAGE),
                    Map.entry("oomkilled", MEMORY),
                    Map.entry("out of memory", MEMORY),
                    Map.entry("crashloop", CRASH),
                    Map.entry("failedmount", MOUNT),
                    Map.entry("mountvolume", MOUNT),
                    Map.entry("insufficient", STOCK),
                    Map.entry("nostock", STOCK),
                    Map.entry("outofgpu", STOCK),
                    Map.entry("out of stock", STOCK),
                    Map.entry("quota", QUOTA),
                    Map.entry("limitexceeded", QUOTA),
                    Map.entry("forbidden", PERMISSION),
                    Map.entry("nopermission", PERMISSION));

    /// The meaning of a reason, its message and what came with them; empty where nobody knows.
    public static Optional<Remedy> of(String... said) {
        var all = String.join(" ", said).toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(it -> all.contains(it.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder());
    }
}
