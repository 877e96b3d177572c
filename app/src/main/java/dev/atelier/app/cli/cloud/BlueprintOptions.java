package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a new service needs to know when no file says it.
final class BlueprintOptions {
    @Option(
            names = "--oss",
            converter = CloudConverters.OfFolder.class,
            paramLabel = "oss://B/DIR/",
            description = "Where pictures are kept.")
    private @Nullable String oss;

    @Option(
            names = "--nas",
            converter = CloudConverters.OfMount.class,
            paramLabel = "SERVER",
            description = "Mount target with the models.")
    private @Nullable String nas;

    @Option(
            names = "--machine",
            converter = CloudConverters.OfMachine.class,
            paramLabel = "TYPE",
            description = "Instance type with a GPU.")
    private @Nullable String machine;

    @Option(
            names = "--image-tag",
            converter = CloudConverters.OfTag.class,
            paramLabel = "TAG",
            description = "Such as 4.2 or 3.2.")
    private @Nullable String tag;

    @Option(
            names = "--vpc",
            converter = CloudConverters.OfId.class,
            paramLabel = "ID",
            description = "Private network, with the next two.")
    private @Nullable String vpc;

    @Option(
            names = "--vswitch",
            converter = CloudConverters.OfId.class,
            paramLabel = "ID",
            description = "Its vSwitch.")
    private @Nullable String vswitch;

    @Option(
            names = "--security-group",
            converter = CloudConverters.OfId.class,
            paramLabel = "ID",
            description = "Its security group.")
    private @Nullable String group;

    /// The config of a new service.
    ServiceConfig over(Blueprint start) {
        var made = start;
        made = oss == null ? made : made.withOss(oss);
        made = nas == null ? made : made.withNas(nas);
        made = machine == null ? made : made.withMachine(machine);
        made = tag == null ? made : made.withTag(tag);
        return network().map(made::withNetwork).orElse(made).config();
    }

    private Optional<ServiceConfig.Networking> network() {
        if (vpc == null && vswitch == null && group == null) {
            return Optional.empty();
        }
        if (vpc == null || vswitch == null || group == null) {
            throw CommandException.usage(Message.of("cli.vpc"));
        }
        return Optional.of(new ServiceConfig.Networking(vpc, vswitch, group));
    }
}
