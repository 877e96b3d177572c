package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `queue`. An empty `queue.resource` is right: it means public resources.
final class QueueRules implements Lint.Check {
    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(misplaced(config), delivery(config)).flatMap(Optional::stream);
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
}
