package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.json.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The services of an account on PAI-EAS. Each method is a command of its own.
@Command(
        name = "services",
        description = "List, start, stop, look into and delete services on PAI-EAS.",
        synopsisSubcommandLabel = "COMMAND")
public final class ServicesCommand implements Runnable {
    private final Terminal terminal;
    private final CloudAccess access;
    private final Cancellation cancellation;
    private final Duration every;

    /// @param every between two questions while a service starts or stops
    public ServicesCommand(
            Terminal terminal, CloudAccess access, Cancellation cancellation, Duration every) {
        this.terminal = terminal;
        this.access = access;
        this.cancellation = cancellation;
        this.every = every;
    }

    @Override
    public void run() {
        throw CommandException.usage("services: say list, start, stop, logs, events or delete");
    }

    @Command(name = "list", description = "All services of the region.")
    int list(
            @Mixin RegionOption region,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws EasException, NoAccountException {
        var services = access.eas(region.region()).list();
        if (json) {
            var objects = services.stream().map(ServicesCommand::fields).toList();
            terminal.out().println(JsonText.of(Map.of("services", objects)));
        } else if (services.isEmpty()) {
            terminal.err().println("There are no services; 'atelier deploy --sync' makes one.");
        } else {
            print(services);
        }
        return ExitCode.OK;
    }

    private void print(List<ServiceInfo> services) {
        int width = services.stream().mapToInt(it -> it.name().length()).max().orElse(0);
        for (var service : services) {
            terminal.out()
                    .printf(
                            "%-" + width + "s  %-8s  %d/%d  %s%n",
                            service.name(),
                            service.status(),
                            service.running(),
                            service.total(),
                            service.internetEndpoint());
        }
    }

    private static Map<String, Object> fields(ServiceInfo service) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", service.name());
        fields.put("status", service.status());
        fields.put("reason", service.reason());
        fields.put("message", service.message());
        fields.put("endpoint", service.internetEndpoint());
        fields.put("running", service.running());
        fields.put("total", service.total());
        return fields;
    }

    @Command(name = "start", description = "Start a stopped service, and wait until it runs.")
    int start(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException {
        var eas = access.eas(region.region());
        eas.start(name);
        return watch(eas).until("Running", name);
    }

    @Command(name = "stop", description = "Stop a service, so that it costs nothing.")
    int stop(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException {
        var eas = access.eas(region.region());
        eas.stop(name);
        return watch(eas).until("Stopped", name);
    }

    @Command(name = "logs", description = "What the containers printed.")
    int logs(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--with", paramLabel = "WORD", description = "Only lines with it.")
                    String word)
            throws EasException, NoAccountException {
        var keyword = word == null ? "" : word;
        access.eas(region.region()).details(name).logs(keyword).forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "events", description = "What happened in the last seven days.")
    int events(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException {
        for (var event : access.eas(region.region()).details(name).events()) {
            terminal.out()
                    .printf(
                            "%s  %-7s  %s  %s%n",
                            event.time(), event.type(), event.reason(), event.message());
        }
        return ExitCode.OK;
    }

    @Command(name = "delete", description = "Delete a service and its token for good.")
    int delete(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--yes", description = "Really.") boolean yes)
            throws EasException, NoAccountException {
        if (!yes) {
            throw CommandException.usage(
                    "delete cannot be undone; add --yes, or use 'atelier services stop %s'"
                            .formatted(name));
        }
        var eas = access.eas(region.region());
        eas.delete(name);
        terminal.err().println(name + " is being deleted.");
        return ExitCode.OK;
    }

    private Watch watch(EasClient eas) {
        return new Watch(terminal, eas, cancellation, every);
    }
}
