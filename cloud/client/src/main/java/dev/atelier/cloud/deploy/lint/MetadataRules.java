package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `metadata`: name, kind, and how calls are handled.
final class MetadataRules implements Lint.Check {
    private static final String NAME = "/metadata/name";

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(
                        name(config),
                        otherName(config, context),
                        instances(config),
                        typo(config),
                        workers(config),
                        keepalive(config),
                        page(config),
                        edition(config))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> name(ServiceConfig config) {
        var name = config.name();
        if (name.isEmpty()) {
            return Optional.of(
                    Finding.of(
                            Rule.NAME_MISSING,
                            NAME,
                            Message.of("lint.no-name"),
                            Message.of("lint.no-name-advice")));
        }
        if (name.matches("[a-z][a-z0-9_]{2,62}")) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        Rule.NAME_INVALID,
                        NAME,
                        Message.of("lint.bad-name", name),
                        Message.of("lint.bad-name-advice")));
    }

    private static Optional<Finding> otherName(ServiceConfig config, LintContext context) {
        return context.name()
                .filter(expected -> !expected.equals(config.name()))
                .map(expected ->
                        Finding.of(
                                Rule.NAME_DIFFERS,
                                NAME,
                                Message.of("lint.other-name", config.name(), expected),
                                Message.of("lint.other-name-advice")));
    }

    private static Optional<Finding> instances(ServiceConfig config) {
        if (config.spot("metadata.instance").isPresent()
                && config.instances().filter(n -> n >= 0).isPresent()) {
            return Optional.empty();
        }
        if (config.spot("metadata.instance").filter(s -> s.value().isTextual()).isPresent()) {
            return Optional.empty(); // a number in quotation marks is another rule's
        }
        return Optional.of(
                Finding.of(
                                Rule.INSTANCE_COUNT,
                                "/metadata/instance",
                                Message.of("lint.instances"),
                                Message.of("lint.instances-advice"))
                        .fixedBy(c -> c.with("/metadata/instance", 1)));
    }

    /// Alibaba's own asynchronous sample has this; EAS ignores the unknown key without a word.
    private static Optional<Finding> typo(ServiceConfig config) {
        return config.spot("metadata.rpc.work_threads")
                .or(() -> config.spot("rpc.work_threads"))
                .map(spot ->
                        Finding.of(
                                        Rule.WORK_THREADS_TYPO,
                                        spot.pointer(),
                                        Message.of("lint.work-threads"),
                                        Message.of("lint.work-threads-advice"))
                                .fixedBy(c -> renamed(c, spot)));
    }

    private static ServiceConfig renamed(ServiceConfig config, ServiceConfig.Spot spot) {
        var without = config.without(spot.pointer());
        return config.spot("metadata.rpc.worker_threads").isPresent()
                ? without
                : without.with("/metadata/rpc/worker_threads", spot.value());
    }

    private static Optional<Finding> workers(ServiceConfig config) {
        var threads = config.number("metadata.rpc.worker_threads");
        boolean typo = config.spot("metadata.rpc.work_threads").isPresent();
        if (!config.isAsync() || typo || threads.filter(n -> n == 1).isPresent()) {
            return Optional.empty();
        }
        var shown =
                threads.map(n -> Message.plain(n.toString()))
                        .orElse(Message.of("lint.by-default", 5));
        var pointer =
                config.spot("metadata.rpc.worker_threads")
                        .map(ServiceConfig.Spot::pointer)
                        .orElse("/metadata/rpc/worker_threads");
        return Optional.of(
                Finding.of(
                                Rule.WORKER_THREADS,
                                pointer,
                                Message.of("lint.worker-threads", shown),
                                Message.of("lint.worker-threads-advice"))
                        .fixedBy(c -> c.with(pointer, 1)));
    }

    private static Optional<Finding> keepalive(ServiceConfig config) {
        var time = config.number("metadata.rpc.keepalive");
        if (config.isAsync() || time.filter(ms -> ms >= 60_000).isPresent()) {
            return Optional.empty();
        }
        var pointer =
                config.spot("metadata.rpc.keepalive")
                        .map(ServiceConfig.Spot::pointer)
                        .orElse("/metadata/rpc/keepalive");
        var shown =
                time.map(ms -> Message.plain(ms + " ms")).orElse(Message.of("lint.undocumented"));
        return Optional.of(
                Finding.of(
                                Rule.KEEPALIVE,
                                pointer,
                                Message.of("lint.keepalive", shown),
                                Message.of("lint.keepalive-advice"))
                        .fixedBy(c -> c.with(pointer, 600_000)));
    }

    private static Optional<Finding> page(ServiceConfig config) {
        boolean page = config.text("metadata.enable_webservice").filter("true"::equals).isPresent();
        boolean none = config.containers().stream().anyMatch(c -> c.script().has("--nowebui"));
        return page && none
                ? Optional.of(
                        Finding.of(
                                Rule.WEBSERVICE_WITHOUT_PAGE,
                                "/metadata/enable_webservice",
                                Message.of("lint.no-page"),
                                Message.of("lint.no-page-advice")))
                : Optional.empty();
    }

    private static Optional<Finding> edition(ServiceConfig config) {
        for (var container : config.containers()) {
            var needed =
                    ImageRef.parse(container.image())
                            .flatMap(ImageRef::edition)
                            .flatMap(MetadataRules::typeOf)
                            .filter(type -> !type.equals(config.type()));
            if (needed.isPresent()) {
                return Optional.of(
                        Finding.of(
                                Rule.EDITION_TYPE,
                                "/metadata/type",
                                Message.of(
                                        "lint.edition",
                                        container.image(),
                                        needed.get(),
                                        config.type()),
                                Message.of("lint.edition-advice")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> typeOf(Edition edition) {
        return switch (edition) {
            case API -> Optional.of("Async");
            case CLUSTER -> Optional.of("SDCluster");
            case STANDARD, SEED -> Optional.empty();
        };
    }
}
