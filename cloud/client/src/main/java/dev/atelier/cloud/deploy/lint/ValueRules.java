package dev.atelier.cloud.deploy.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about single values, at any place.
final class ValueRules implements Lint.Check {
    /// What documents write in place of a value.
    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    """
                    \\*{2,} | <[^<>/=]{1,60}> | \\{\\{[^{}]*}} | %[A-Z][A-Z0-9_]+%
                    | (?i:(?<![a-z0-9])x{3,}(?![a-z0-9]) | x{4,}(?![a-z0-9])
                    | (?<![a-z0-9])your[-_\\ ][a-z0-9_-]+
                    | (?<![a-z0-9])(?:change|replace|fill)[-_]?(?:me|this)(?![a-z0-9]))
                    | (?<![A-Za-z0-9])your[A-Z] | ^(?:T(?:ODO|BD)|\\.{3}|…)$
                    | 您的 | 你的 | 填写 | 替换为 | 【[^】]*】
                    """,
                    Pattern.COMMENTS);

    /// A shell fills these in, nobody else does.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    private static final Pattern SHELL = Pattern.compile(".*/(script|command|prepare|value)(/.*)?");

    /// Keys that different documents spell differently; the first is what we write.
    private static final Map<String, String> OTHER_SPELLINGS =
            Map.of(
                    "metadata.name", "name",
                    "metadata.rpc.worker_threads", "metadata.workers",
                    "networking.gateway", "metadata.gateway");

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(leaves("", config.at("")), spellings(config), secrets(config))
                .flatMap(found -> found);
    }

    private static Stream<Finding> leaves(String pointer, JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .flatMap(p ->
                            leaves(
                                    pointer + "/" + ServiceConfig.escaped(p.getKey()),
                                    p.getValue()));
        }
        if (node.isArray()) {
            return Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                    .flatMap(i -> leaves(pointer + "/" + i, node.get(i)));
        }
        if (node.isNull()) {
            return Stream.of(nothing(pointer));
        }
        // an image's region has a rule of its own, with a fix
        return isPlaceholder(pointer, node.asText()) && !pointer.endsWith("/image")
                ? Stream.of(placeholder(pointer, node.asText()))
                : Stream.empty();
    }

    private static boolean isPlaceholder(String pointer, String text) {
        return PLACEHOLDER.matcher(text).find()
                || (VARIABLE.matcher(text).find() && !SHELL.matcher(pointer).matches());
    }

    private static Finding nothing(String pointer) {
        return Finding.of(
                        Rule.NULL_VALUE,
                        pointer,
                        Message.of("lint.null"),
                        Message.of("lint.null-advice"))
                .fixedBy(config -> config.without(pointer));
    }

    private static Finding placeholder(String pointer, String text) {
        return Finding.of(
                Rule.PLACEHOLDER,
                pointer,
                Message.of("lint.placeholder", text),
                Message.of("lint.placeholder-advice"));
    }

    private static Stream<Finding> spellings(ServiceConfig config) {
        var twice =
                Stream.concat(KeyRules.settings(), OTHER_SPELLINGS.keySet().stream())
                        .distinct()
                        .filter(key -> spellings(config, key) > 1);
        return twice.sorted()
                .map(key ->
                        Finding.of(
                                Rule.TWO_SPELLINGS,
                                config.spot(key).map(ServiceConfig.Spot::pointer).orElse(""),
                                Message.of("lint.two-places", key),
                                Message.of("lint.two-places-advice")));
    }

    private static int spellings(ServiceConfig config, String key) {
        var other = OTHER_SPELLINGS.get(key);
        return config.spots(key).size() + (other == null ? 0 : config.spots(other).size());
    }

    private static Stream<Finding> secrets(ServiceConfig config) {
        return Stream.of("token", "metadata.token", "credential.token", "dockerAuth")
                .flatMap(key -> config.spots(key).stream())
                .map(spot ->
                        Finding.of(
                                Rule.SECRET_IN_CONFIG,
                                spot.pointer(),
                                Message.of("lint.secret"),
                                Message.of("lint.secret-advice")));
    }
}
