package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.ServiceConfig.Container;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about `containers`: image, command, port.
final class ContainerRules implements Lint.Check {
    /// What runs without a container of its own: a processor by name, or one's own code.
    private static final Set<String> PROCESSORS =
            Set.of("processor", "processor_type", "processor_path", "processor_entry");

    private static final Set<Integer> RESERVED = Set.of(8080, 9090);

    @Override
    public Stream<Finding> findings(ServiceConfig config, Surroundings around) {
        var containers = config.containers();
        if (containers.isEmpty()) {
            return PROCESSORS.stream().anyMatch(key -> config.spot(key).isPresent())
                    ? Stream.empty()
                    : Stream.of(
                            Finding.of(
                                    Rule.IMAGE_MISSING,
                                    "/containers",
                                    "There is no container to run.",
                                    "Add one with the webui's image."));
        }
        return containers.stream().flatMap(container -> each(container, config, around));
    }

    private static Stream<Finding> each(
            Container container, ServiceConfig config, Surroundings around) {
        return Stream.of(
                        image(container, config, around),
                        command(container, config),
                        port(container),
                        portOfScript(container),
                        api(container),
                        browser(container, config),
                        dataDir(container, config))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> image(
            Container container, ServiceConfig config, Surroundings around) {
        var pointer = container.pointer() + "/image";
        if (container.image().isEmpty()) {
            return Optional.of(
                    Finding.of(
                            Rule.IMAGE_MISSING,
                            pointer,
                            "The container has no image.",
                            "Choose the webui's image of the service's region."));
        }
        var written = ImageRef.parse(container.image()).map(ImageRef::region);
        var wanted = around.region().or(() -> StorageRules.regionOfNas(config));
        if (written.isEmpty() || written.equals(wanted)) {
            return Optional.empty();
        }
        boolean placeholder = !written.get().matches("[a-z0-9-]+");
        if (wanted.isEmpty() && !placeholder) {
            return Optional.empty();
        }
        var finding =
                Finding.of(
                        Rule.IMAGE_REGION,
                        pointer,
                        placeholder
                                ? "The image's region is a placeholder."
                                : "The image lies in %s, the service in %s."
                                        .formatted(written.get(), wanted.orElse("")),
                        "Take the image from the registry of the service's region.");
        return Optional.of(
                wanted.map(region ->
                                finding.fixedBy(c -> c.with(pointer, moved(container, region))))
                        .orElse(finding));
    }

    private static String moved(Container container, String region) {
        return container.image().replaceFirst("(eas-registry(?:-vpc)?\\.)[^.]+", "$1" + region);
    }

    private static Optional<Finding> command(Container container, ServiceConfig config) {
        boolean script = config.at(container.pointer()).hasNonNull("script");
        boolean command = config.at(container.pointer()).hasNonNull("command");
        if (script && command) {
            return Optional.of(
                    Finding.of(
                            Rule.SCRIPT_AND_COMMAND,
                            container.pointer() + "/command",
                            "Script and command are both given.",
                            "Keep the script."));
        }
        return script || command || !isWebui(container)
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                Rule.COMMAND_MISSING,
                                container.pointer() + "/script",
                                "The container has no command to run.",
                                "Begin with ./webui.sh --listen --port=8000 --api."));
    }

    private static boolean isWebui(Container container) {
        return ImageRef.parse(container.image()).filter(ImageRef::isWebui).isPresent();
    }

    private static Optional<Finding> port(Container container) {
        var pointer = container.pointer() + "/port";
        if (container.port().isEmpty()) {
            var finding =
                    Finding.of(
                            Rule.PORT_MISSING,
                            pointer,
                            "It does not say which port the container listens on.",
                            "Give the port of the command.");
            return Optional.of(
                    container
                            .script()
                            .port()
                            .map(port -> finding.fixedBy(c -> c.with(pointer, port)))
                            .orElse(finding));
        }
        return container
                .port()
                .filter(RESERVED::contains)
                .map(port ->
                        Finding.of(
                                Rule.PORT_RESERVED,
                                pointer,
                                "Port %d belongs to EAS itself.".formatted(port),
                                "Take another one, such as 8000, in the command too."));
    }

    private static Optional<Finding> portOfScript(Container container) {
        var port = container.port();
        var pointer = container.pointer() + "/port";
        return container
                .script()
                .port()
                .filter(spoken -> port.isPresent() && !spoken.equals(port.get()))
                .map(spoken ->
                        Finding.of(
                                        Rule.PORT_MISMATCH,
                                        pointer,
                                        "The command listens on %d, the container says %d."
                                                .formatted(spoken, port.orElseThrow()),
                                        "Make the two equal.")
                                .fixedBy(c -> c.with(pointer, spoken)));
    }

    private static Optional<Finding> api(Container container) {
        var script = container.script();
        boolean served =
                script.has("--api") || script.has("--nowebui") || script.has("--cluster-status");
        if (script.text().isEmpty() || !isWebui(container) || served) {
            return Optional.empty();
        }
        var pointer = container.pointer() + "/script";
        return Optional.of(
                Finding.of(
                                Rule.API_NOT_SERVED,
                                pointer,
                                "Without --api the service makes no pictures for programs.",
                                "Add --api.")
                        .fixedBy(c -> c.with(pointer, script.plus("--api").text())));
    }

    private static Optional<Finding> browser(Container container, ServiceConfig config) {
        var script = container.script();
        var pointer = container.pointer() + "/script";
        return config.isAsync() && script.has("--filebrowser")
                ? Optional.of(
                        Finding.of(
                                        Rule.FILE_BROWSER_IN_ASYNC,
                                        pointer,
                                        "Nobody can reach the file browser of a queued service.",
                                        "Without --filebrowser it starts faster.")
                                .fixedBy(
                                        c -> c.with(pointer, script.minus("--filebrowser").text())))
                : Optional.empty();
    }

    private static Optional<Finding> dataDir(Container container, ServiceConfig config) {
        var script = container.script();
        var pointer = container.pointer() + "/script";
        var best = StorageRules.bestForModels(config);
        if (!isWebui(container) || script.text().isEmpty() || best.isEmpty()) {
            return Optional.empty();
        }
        var folder = best.get().folder();
        if (!script.has("--data-dir")) {
            return Optional.of(
                    Finding.of(
                                    Rule.DATA_DIR_MISSING,
                                    pointer,
                                    "Without --data-dir the models on the mounts are not used.",
                                    "Add --data-dir " + folder + ".")
                            .fixedBy(c ->
                                    c.with(pointer, script.plus("--data-dir " + folder).text())));
        }
        return script.dataDir()
                .filter(dir -> config.mounts().stream().noneMatch(m -> m.folder().equals(dir)))
                .map(dir ->
                        Finding.of(
                                Rule.DATA_DIR_NOT_MOUNTED,
                                pointer,
                                "Nothing is mounted at %s, the folder of --data-dir."
                                        .formatted(dir),
                                "Use a mount path, such as " + folder + "."));
    }
}
