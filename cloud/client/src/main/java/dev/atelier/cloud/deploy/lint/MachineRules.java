package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `cloud`: the machine and the private network.
final class MachineRules implements Lint.Check {
    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(machine(config), network(config, context)).flatMap(Optional::stream);
    }

    private static Optional<Finding> machine(ServiceConfig config) {
        boolean one = config.machine().isPresent();
        boolean several =
                config.spot("cloud.computing.instances")
                        .filter(spot -> spot.value().isArray() && !spot.value().isEmpty())
                        .isPresent();
        boolean group = config.text("metadata.resource").filter(r -> !r.isEmpty()).isPresent();
        boolean sized = config.number("metadata.cpu").isPresent();
        var pointer = "/cloud/computing/instance_type";
        if (group && (one || several)) {
            return Optional.of(
                    Finding.of(
                            Rule.MACHINE_IN_RESOURCE_GROUP,
                            "/cloud/computing",
                            Message.of("lint.machine-and-group"),
                            Message.of("lint.machine-and-group-advice")));
        }
        if (one && several) {
            return Optional.of(
                    Finding.of(
                            Rule.TWO_MACHINES,
                            "/cloud/computing/instances",
                            Message.of("lint.two-machines"),
                            Message.of("lint.two-machines-advice")));
        }
        return one || several || group || sized
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                Rule.NO_MACHINE,
                                pointer,
                                Message.of("lint.no-machine"),
                                Message.of("lint.no-machine-advice")));
    }

    private static Optional<Finding> network(ServiceConfig config, LintContext context) {
        var network = config.networking();
        if (network.complete() || network.absent()) {
            return Optional.empty();
        }
        var finding =
                Finding.of(
                        Rule.NETWORK_INCOMPLETE,
                        "/cloud/networking",
                        Message.of("lint.network-part"),
                        Message.of("lint.network-part-advice"));
        return Optional.of(
                StorageRules.networkOfNas(config, context)
                        .map(near -> finding.fixedBy(c -> c.withNetworking(network.or(near))))
                        .orElse(finding));
    }
}
