package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.Mount.Source.Oss;
import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `queue`. An empty `queue.resource` is right: it means public resources.
final class QueueRules implements Lint.Check {
    /// What the queue takes where nothing is set.
    private static final int USUAL_KILOBYTES = 8;

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(misplaced(config), delivery(config), folder(config, context))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> misplaced(ServiceConfig config) {
        return config.queue().isPresent() && !config.isAsync()
                ? Optional.of(
                        Finding.of(
                                Rule.QUEUE_WITHOUT_ASYNC,
                                "/queue",
                                Message.of("lint.queue"),
                                Message.of("lint.queue-advice")))
                : Optional.empty();
    }

    private static Optional<Finding> delivery(ServiceConfig config) {
        var pointer = "/queue/max_delivery";
        return config.isAsync() && config.spot("queue.max_delivery").isEmpty()
                ? Optional.of(
                        Finding.of(
                                        Rule.MAX_DELIVERY,
                                        pointer,
                                        Message.of("lint.delivery"),
                                        Message.of("lint.delivery-advice"))
                                .fixedBy(c -> c.with(pointer, 1)))
                : Optional.empty();
    }

    /// Results are too large for the queue, so that they travel through a folder of OSS. That
    /// nothing at all is mounted is a finding of its own.
    private static Optional<Finding> folder(ServiceConfig config, LintContext context) {
        boolean webui =
                config.containers().stream()
                        .flatMap(c -> ImageRef.parse(c.image()).stream())
                        .anyMatch(ImageRef::isWebui);
        boolean usable =
                config.mounts().stream()
                        .anyMatch(m -> m.source() instanceof Oss oss && !oss.readOnly());
        boolean raised =
                config.number("queue.sink.max_payload_size_kb").orElse(USUAL_KILOBYTES)
                        > USUAL_KILOBYTES;
        if (!config.isAsync() || !webui || usable || raised || config.mounts().isEmpty()) {
            return Optional.empty();
        }
        var finding =
                Finding.of(
                        Rule.QUEUE_WITHOUT_OSS,
                        "/storage",
                        Message.of("lint.queue-oss"),
                        Message.of("lint.queue-oss-advice"));
        return Optional.of(
                bucket(config, context)
                        .map(it -> finding.fixedBy(c -> withFolder(c, it)))
                        .orElse(finding));
    }

    /// The only bucket that a service of this region can mount: no decision is needed then.
    private static Optional<String> bucket(ServiceConfig config, LintContext context) {
        boolean taken = config.mounts().stream().anyMatch(m -> m.source() instanceof Oss);
        var near =
                context.regionOfBucket().entrySet().stream()
                        .filter(it -> context.region().filter(it.getValue()::equals).isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
        return taken || near.size() != 1 ? Optional.empty() : Optional.of(near.getFirst());
    }

    /// As the recommended config mounts it beside a NAS.
    private static ServiceConfig withFolder(ServiceConfig config, String bucket) {
        var pointer = "/storage/" + config.mounts().size();
        return config.with(pointer + "/oss/path", "oss://" + bucket + "/" + config.name() + "/")
                .with(pointer + "/oss/readOnly", false)
                .with(pointer + "/properties/resource_type", "model")
                .with(pointer + "/mount_path", Script.HOME + "/data-oss");
    }
}
