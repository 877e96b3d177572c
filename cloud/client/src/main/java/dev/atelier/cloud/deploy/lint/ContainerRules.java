package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.ServiceConfig.Container;
import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about `containers`: image, command, port.
final class ContainerRules implements Lint.Check {
    /// What runs without a container of its own: a processor by name, or one's own code.
    private static final List<String> PROCESSORS =
            List.of("processor", "processor_type", "processor_path", "processor_entry");

    private static final Set<Integer> RESERVED = Set.of(8080, 9090);

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        var containers = config.containers();
        var own =
                containers.isEmpty()
                        ? none(config).stream()
                        : containers.stream()
                                .flatMap(container -> each(container, config, context));
        return Stream.concat(own, PROCESSORS.stream().flatMap(key -> empty(config, key).stream()));
    }

    private static Optional<Finding> none(ServiceConfig config) {
        boolean processor =
                PROCESSORS.stream()
                        .anyMatch(key -> config.text(key).filter(it -> !it.isBlank()).isPresent());
        return processor
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                Rule.IMAGE_MISSING,
                                "/containers",
                                Message.of("lint.no-container"),
                                Message.of("lint.no-container-advice")));
    }

    private static Optional<Finding> empty(ServiceConfig config, String key) {
        return config.text(key).filter(String::isBlank).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                        Rule.EMPTY_PROCESSOR,
                                        "/" + key,
                                        Message.of("lint.empty-processor", key),
                                        Message.of("lint.empty-processor-advice"))
                                .fixedBy(c -> c.without("/" + key)));
    }

    private static Stream<Finding> each(
            Container container, ServiceConfig config, LintContext context) {
        return Stream.of(
                        image(container, config, context),
                        command(container, config),
                        port(container),
                        portOfScript(container),
                        api(container),
                        browser(container, config),
                        dataDir(container, config))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> image(
            Container container, ServiceConfig config, LintContext context) {
        var pointer = container.pointer() + "/image";
        if (container.image().isEmpty()) {
            return Optional.of(
                    Finding.of(
                            Rule.IMAGE_MISSING,
                            pointer,
                            Message.of("lint.no-image"),
                            Message.of("lint.no-image-advice")));
        }
        var written = ImageRef.parse(container.image()).map(ImageRef::region);
        var wanted = context.region().or(() -> StorageRules.regionOfNas(config));
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
                                ? Message.of("lint.image-placeholder")
                                : Message.of("lint.image-region", written.get(), wanted.orElse("")),
                        Message.of("lint.image-region-advice"));
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
                            Message.of("lint.two-commands"),
                            Message.of("lint.two-commands-advice")));
        }
        return script || command || !isWebui(container)
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                Rule.COMMAND_MISSING,
                                container.pointer() + "/script",
                                Message.of("lint.no-command"),
                                Message.of("lint.no-command-advice")));
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
                            Message.of("lint.no-port"),
                            Message.of("lint.no-port-advice"));
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
                                Message.of("lint.reserved-port", port),
                                Message.of("lint.reserved-port-advice")));
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
                                        Message.of("lint.other-port", spoken, port.orElseThrow()),
                                        Message.of("lint.equal"))
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
                                Message.of("lint.no-api"),
                                Message.of("lint.no-api-advice"))
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
                                        Message.of("lint.file-browser"),
                                        Message.of("lint.file-browser-advice"))
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
                                    Message.of("lint.no-data-dir"),
                                    Message.of("lint.no-data-dir-advice", folder))
                            .fixedBy(c ->
                                    c.with(pointer, script.plus("--data-dir " + folder).text())));
        }
        return script.dataDir()
                .filter(dir -> config.mounts().stream().noneMatch(m -> m.folder().equals(dir)))
                .map(dir ->
                        Finding.of(
                                Rule.DATA_DIR_NOT_MOUNTED,
                                pointer,
                                Message.of("lint.data-dir", dir),
                                Message.of("lint.data-dir-advice", folder)));
    }
}
