package dev.atelier.cloud.deploy.lint;

import static dev.atelier.cloud.deploy.lint.KeyRules.Type.LIST;
import static dev.atelier.cloud.deploy.lint.KeyRules.Type.OBJECT;
import static dev.atelier.cloud.deploy.lint.KeyRules.Type.TEXT;
import static dev.atelier.cloud.deploy.lint.KeyRules.Type.TRUTH;
import static dev.atelier.cloud.deploy.lint.KeyRules.Type.WHOLE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.ServiceConfig.Spot;
import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules about the keys that EAS knows: what type their values have, and how they are spelled. EAS
/// ignores a key that it does not know without a word.
final class KeyRules implements Lint.Check {
    /// What a value is.
    enum Type {
        WHOLE,
        TRUTH,
        TEXT,
        LIST,
        OBJECT;

        boolean fits(JsonNode value) {
            return switch (this) {
                case WHOLE -> value.isInt();
                case TRUTH -> value.isBoolean();
                case TEXT -> value.isTextual();
                case LIST -> value.isArray();
                case OBJECT -> value.isObject();
            };
        }

        /// The value as this type, where it can only mean one.
        @Nullable Object of(JsonNode value) {
            var text = value.asText().strip();
            return switch (this) {
                case WHOLE -> text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
                case TRUTH ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true", "yes", "on", "1" -> true;
                            case "false", "no", "off", "0", "" ->
                                    value.isContainerNode() ? null : Boolean.FALSE;
                            default -> null;
                        };
                case TEXT -> value.isNumber() || value.isBoolean() ? value.asText() : null;
                case LIST -> value.isObject() ? List.of(value) : null;
                case OBJECT -> null;
            };
        }

        Message expected(JsonNode value) {
            var shown = value.isContainerNode() ? "…" : value.toString();
            return switch (this) {
                case WHOLE -> Message.of("lint.whole-number", shown);
                case TRUTH -> Message.of("lint.truth", shown);
                case TEXT -> Message.of("lint.text", shown);
                case LIST -> Message.of("lint.list", shown);
                case OBJECT -> Message.of("lint.object", shown);
            };
        }

        Message advice() {
            return switch (this) {
                case WHOLE -> Message.of("lint.whole-number-advice");
                case TRUTH -> Message.of("lint.truth-advice");
                case TEXT -> Message.of("lint.text-advice");
                case LIST -> Message.of("lint.list-advice");
                case OBJECT -> Message.of("lint.object-advice");
            };
        }
    }

    /// Numbers that may be written dotted or nested.
    private static final Map<String, Type> NUMBERS =
            Map.ofEntries(
                    Map.entry("metadata.instance", WHOLE),
                    Map.entry("metadata.cpu", WHOLE),
                    Map.entry("metadata.gpu", WHOLE),
                    Map.entry("metadata.memory", WHOLE),
                    Map.entry("metadata.shm_size", WHOLE),
                    Map.entry("metadata.rpc.keepalive", WHOLE),
                    Map.entry("metadata.rpc.worker_threads", WHOLE),
                    Map.entry("metadata.rpc.max_queue_size", WHOLE),
                    Map.entry("metadata.rpc.io_threads", WHOLE),
                    Map.entry("metadata.rpc.rate_limit", WHOLE),
                    Map.entry("queue.cpu", WHOLE),
                    Map.entry("queue.memory", WHOLE),
                    Map.entry("queue.min_replica", WHOLE),
                    Map.entry("queue.max_delivery", WHOLE));

    private static final Map<String, Type> OTHERS =
            Map.ofEntries(
                    Map.entry("metadata", OBJECT),
                    Map.entry("metadata.name", TEXT),
                    Map.entry("metadata.type", TEXT),
                    Map.entry("metadata.workspace_id", TEXT),
                    Map.entry("metadata.resource", TEXT),
                    Map.entry("metadata.disk", TEXT),
                    Map.entry("metadata.enable_webservice", TRUTH),
                    Map.entry("metadata.enable_grpc", TRUTH),
                    Map.entry("metadata.rpc", OBJECT),
                    Map.entry("metadata.rpc.batching", TRUTH),
                    Map.entry("metadata.rpc.enable_sigterm", TRUTH),
                    Map.entry("cloud", OBJECT),
                    Map.entry("cloud.computing", OBJECT),
                    Map.entry("cloud.computing.instance_type", TEXT),
                    Map.entry("cloud.computing.instances", LIST),
                    Map.entry("cloud.computing.disable_spot_protection_period", TRUTH),
                    Map.entry("cloud.networking", OBJECT),
                    Map.entry("cloud.networking.vpc_id", TEXT),
                    Map.entry("cloud.networking.vswitch_id", TEXT),
                    Map.entry("cloud.networking.security_group_id", TEXT),
                    Map.entry("networking.disable_internet_endpoint", TRUTH),
                    Map.entry("containers", LIST),
                    Map.entry("storage", LIST),
                    Map.entry("queue", OBJECT),
                    Map.entry("queue.resource", TEXT),
                    Map.entry("options", OBJECT),
                    Map.entry("options.enableCache", TRUTH),
                    Map.entry("options.enable_cache", TRUTH),
                    Map.entry("runtime.enable_crash_block", TRUTH),
                    Map.entry("token", TEXT));

    private static final Map<String, Type> OF_CONTAINER =
            Map.of("image", TEXT, "script", TEXT, "command", TEXT, "port", WHOLE, "env", LIST);

    private static final Map<String, Type> OF_MOUNT =
            Map.ofEntries(
                    Map.entry("mount_path", TEXT),
                    Map.entry("properties", OBJECT),
                    Map.entry("properties.resource_type", TEXT),
                    Map.entry("oss", OBJECT),
                    Map.entry("oss.path", TEXT),
                    Map.entry("oss.readOnly", TRUTH),
                    Map.entry("oss.endpoint", TEXT),
                    Map.entry("nfs", OBJECT),
                    Map.entry("nfs.path", TEXT),
                    Map.entry("nfs.server", TEXT),
                    Map.entry("nfs.readOnly", TRUTH),
                    Map.entry("dataset.read_only", TRUTH));

    /// Dotted names of numbers, each of which may stand in several places.
    static Stream<String> settings() {
        return NUMBERS.keySet().stream();
    }

    /// Whether a key is another spelling of one that has a rule here.
    ///
    /// @param parent JSON pointer of what the key stands in
    static boolean isSpelling(String parent, String key) {
        var keys =
                parent.startsWith("/containers/")
                        ? OF_CONTAINER
                        : parent.startsWith("/storage/") ? OF_MOUNT : null;
        var from = keys == null ? parent.substring(Math.min(1, parent.length())) : "";
        var prefix = from.isEmpty() ? "" : from.replace('/', '.') + ".";
        var known =
                keys == null
                        ? Stream.concat(NUMBERS.keySet().stream(), OTHERS.keySet().stream())
                        : keys.keySet().stream();
        return known.anyMatch(it ->
                it.startsWith(prefix) && plain(it.substring(prefix.length())).equals(plain(key)));
    }

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        var root = new Spot("", config.at(""));
        return Stream.of(
                        of(root, NUMBERS),
                        of(root, OTHERS),
                        elements(config, "/containers", OF_CONTAINER),
                        elements(config, "/storage", OF_MOUNT))
                .flatMap(found -> found);
    }

    private static Stream<Finding> elements(
            ServiceConfig config, String list, Map<String, Type> keys) {
        var node = config.at(list);
        return node.isArray()
                ? Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .flatMap(i -> of(new Spot(list + "/" + i, node.get(i)), keys))
                : Stream.empty();
    }

    /// What is wrong with the keys below a place, by their dotted names from there on.
    private static Stream<Finding> of(Spot from, Map<String, Type> keys) {
        return keys.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(it ->
                        Stream.concat(
                                ServiceConfig.spots(from, it.getKey()).stream()
                                        .flatMap(spot -> type(spot, it.getValue()).stream()),
                                spelling(from, it.getKey(), keys)));
    }

    private static Optional<Finding> type(Spot spot, Type type) {
        var value = spot.value();
        if (value.isNull() || type.fits(value)) {
            return Optional.empty();
        }
        var finding =
                Finding.of(Rule.WRONG_TYPE, spot.pointer(), type.expected(value), type.advice());
        var meant = type.of(value);
        return Optional.of(
                meant == null ? finding : finding.fixedBy(c -> c.with(spot.pointer(), meant)));
    }

    /// Other spellings of a key, such as with capitals or without underscores.
    private static Stream<Finding> spelling(Spot from, String dotted, Map<String, Type> keys) {
        int dot = dotted.lastIndexOf('.');
        var parents = dot < 0 ? List.of(from) : ServiceConfig.spots(from, dotted.substring(0, dot));
        var key = dotted.substring(dot + 1);
        return parents.stream()
                .flatMap(parent ->
                        parent.value()
                                .propertyStream()
                                .map(Map.Entry::getKey)
                                .filter(it -> !it.equals(key) && plain(it).equals(plain(key)))
                                .filter(it -> !keys.containsKey(dotted.substring(0, dot + 1) + it))
                                .map(it -> misspelled(parent, it, key)));
    }

    private static Finding misspelled(Spot parent, String written, String key) {
        var wrong = parent.pointer() + "/" + ServiceConfig.escaped(written);
        var right = parent.pointer() + "/" + ServiceConfig.escaped(key);
        return Finding.of(
                        Rule.KEY_SPELLING,
                        wrong,
                        Message.of("lint.spelling", written),
                        Message.of("lint.spelling-advice", key))
                .fixedBy(c -> {
                    var value = c.at(wrong);
                    var without = c.without(wrong);
                    return c.at(right).isMissingNode() ? without.with(right, value) : without;
                });
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
    }
}
