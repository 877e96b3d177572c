package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Finding;
import dev.atelier.cloud.deploy.lint.Lint;
import dev.atelier.cloud.deploy.lint.LintContext;
import dev.atelier.cloud.deploy.lint.Severity;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks a service's config and hands it to PAI-EAS.
@Command(
        name = "deploy",
        description = "Check a service's JSON and deploy it to PAI-EAS.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  atelier deploy service.json --dry-run",
            "  atelier deploy --sync --name sd_boat --oss oss://my-bucket/sd/"
        })
public final class DeployCommand implements Callable<Integer> {
    private static final String EXAMPLE = "a red boat under a yellow moon";
    private static final int MOST_BYTES = 1 << 20;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--name",
            converter = CloudConverters.OfName.class,
            paramLabel = "NAME",
            description = "Name of the service.")
    private @Nullable String name;

    @Mixin private RegionOption region = new RegionOption();

    @Option(names = "--dry-run", description = "Print what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--fix", description = "Correct what needs no decision.")
    private boolean fix;

    @Option(names = "--replace", description = "Change the service if there is one already.")
    private boolean replace;

    @Option(names = "--no-wait", description = "Do not wait until it runs.")
    private boolean noWait;

    @Mixin private BlueprintOptions blueprint = new BlueprintOptions();

    /// Where the config comes from.
    static final class Source {
        @Parameters(paramLabel = "FILE", description = "Service JSON; - for standard input.")
        private @Nullable Path file;

        private boolean async;

        @Option(names = "--sync", description = "A service that answers with its pictures.")
        void sync(boolean on) {
            async = !on;
        }

        @Option(names = "--async", description = "A service behind a queue.")
        void async(boolean on) {
            async = on;
        }
    }

    private final CloudContext context;

    public DeployCommand(CloudContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, ConfigException, EasException, NoAccountException {
        var facts = surroundings();
        var config = corrected(given(facts.region().orElse("")), facts);
        refuseErrors(config, facts);
        if (dryRun) {
            context.terminal().out().print(config.toJson());
            return ExitCode.OK;
        }
        return deploy(config);
    }

    /// Where nothing else is given, the account's region counts, whatever the config's names say. A
    /// dry run needs no account, and without one no region is known.
    private LintContext surroundings() throws NoAccountException {
        try {
            return LintContext.in(context.access().credentials(region.region()).region());
        } catch (NoAccountException e) {
            if (!dryRun) {
                throw e;
            }
            return region.region().map(LintContext::in).orElse(LintContext.UNKNOWN);
        }
    }

    private ServiceConfig given(String place) throws IOException, ConfigException {
        if (source.file == null) {
            var called = name == null ? "sd_atelier" : name;
            var where = place.isEmpty() ? "cn-hangzhou" : place;
            return blueprint.over(
                    source.async ? Blueprint.async(called, where) : Blueprint.sync(called, where));
        }
        var text = text(source.file);
        Lint.spelling(text).forEach(finding -> context.terminal().err().println(line(finding)));
        var read = ServiceConfig.read(text);
        return name == null ? read : read.with("/metadata/name", name);
    }

    private static String text(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return new String(System.in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw CommandException.failed(Message.of("cli.deploy-large", file));
        }
        return Files.readString(file);
    }

    private ServiceConfig corrected(ServiceConfig config, LintContext facts) {
        if (!fix) {
            return config;
        }
        var fixed = Lint.fixed(config, facts);
        Diff.between(config, fixed)
                .changes()
                .forEach(change ->
                        context.terminal()
                                .err()
                                .println(Message.of("cli.fixed", change).english()));
        return fixed;
    }

    private void refuseErrors(ServiceConfig config, LintContext facts) {
        var findings = Lint.check(config, facts);
        findings.forEach(finding -> context.terminal().err().println(line(finding)));
        context.terminal().err().flush();
        var errors = findings.stream().filter(it -> it.severity() == Severity.ERROR).toList();
        if (!errors.isEmpty()) {
            throw CommandException.failed(
                    Message.of("cli.deploy-nothing", errors.size(), hint(errors)));
        }
    }

    private static Message hint(List<Finding> errors) {
        long easy = errors.stream().filter(it -> it.fix().isPresent()).count();
        return easy == 0 ? Message.plain("") : Message.of("cli.deploy-fix", easy);
    }

    private static String line(Finding finding) {
        return "%-8s %s: %s %s"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.path().isEmpty() ? "/" : finding.path(),
                        finding.sentence(),
                        finding.remedy());
    }

    private int deploy(ServiceConfig config)
            throws EasException, NoAccountException, ConfigException, IOException {
        context.keeper().catchUp();
        var eas = context.access().eas(region.region());
        var present = eas.find(config.name());
        if (present.isPresent() && !changed(present.get(), config)) {
            return ExitCode.OK;
        }
        context.requireRoom(eas);
        if (present.isPresent()) {
            eas.replace(config.name(), config);
        } else {
            eas.create(config);
        }
        if (noWait) {
            context.spending().saw(eas.describe(config.name()));
            context.terminal()
                    .err()
                    .println(Message.of("cli.handed-over", config.name()).english());
            return ExitCode.OK;
        }
        var code =
                new Watch(context.terminal(), eas, context.cancellation(), context.every())
                        .until(ServiceState.RUNNING, config.name());
        var running = eas.describe(config.name());
        context.spending().saw(running);
        context.terminal().out().println(running.internetEndpoint());
        next(config);
        return code;
    }

    private void next(ServiceConfig config) {
        context.terminal()
                .err()
                .printf(
                        "%s%n  atelier generate --on %s \"%s\"%n",
                        Message.of("cli.runs-next", config.name()).english(),
                        config.name(),
                        EXAMPLE);
        if (config.isAsync()) {
            // Its address is that of the queue: a call there answers with a number, not a picture.
            context.terminal()
                    .err()
                    .printf(
                            "  atelier queue ls %s    # %s%n",
                            config.name(), Message.of("cli.queue-waits").english());
        }
    }

    /// Shows what would change in a service that is there.
    private boolean changed(ServiceInfo present, ServiceConfig config) throws ConfigException {
        var changes = Diff.between(ServiceConfig.read(present.config()), config).changes();
        changes.forEach(change ->
                context.terminal().err().println(Message.of("cli.change", change).english()));
        if (changes.isEmpty()) {
            context.terminal()
                    .err()
                    .println(Message.of("cli.deployed-so", config.name()).english());
            return false;
        }
        if (!replace) {
            throw CommandException.failed(Message.of("cli.deploy-there", config.name()));
        }
        return true;
    }
}
