package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.cloud.inventory.Choice;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.SpendingCap;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The services of an account on PAI-EAS. Each method is a command of its own.
@Command(
        name = "services",
        description = "List, start, stop, lease, look into and delete services on PAI-EAS.",
        synopsisSubcommandLabel = "COMMAND")
public final class ServicesCommand implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ServicesCommand.class);

    private final CloudContext context;

    public ServicesCommand(CloudContext context) {
        this.context = context;
    }

    private Leasing leasing() {
        return new Leasing(context);
    }

    @Override
    public void run() {
        throw CommandException.usage(Message.of("cli.services-which"));
    }

    @Command(name = "list", description = "All services of the region.")
    int list(
            @Mixin RegionOption region,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        var eas = context.access().eas(region.region());
        var services = noted(eas, eas.list());
        if (json) {
            var objects = services.stream().map(ServicesCommand::fields).toList();
            context.terminal().out().println(JsonText.of(Map.of("services", objects)));
        } else if (services.isEmpty()) {
            context.terminal().err().println(Message.of("cli.no-services").english());
        } else {
            print(services);
        }
        return ExitCode.OK;
    }

    /// What is seen running has its cost noted. A list has no addresses, which each service has.
    private List<ServiceInfo> noted(EasClient eas, List<ServiceInfo> listed) throws IOException {
        try {
            return context.spending().refresh(eas, listed);
        } catch (EasException e) {
            // The list needs no right to look at each service; costs are noted where there is one.
            log.debug("costs are not noted", e);
            return listed;
        }
    }

    @Command(
            name = "show",
            description = "One service: its state, its addresses and, when asked for, its token.")
    int show(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--token",
                            description = "Print the token with which it is called, and no more.")
                    boolean token,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        var service = context.access().eas(region.region()).describe(name);
        context.spending().saw(service);
        var out = context.terminal().out();
        var fields = fields(service);
        if (!service.syncEndpoint().isEmpty()) {
            fields.put("sink", service.internetEndpoint() + "/sink");
            fields.put("past the queue", service.syncEndpoint());
        }
        if (token) {
            fields.put("token", service.token().reveal());
        }
        if (json) {
            out.println(JsonText.of(fields));
        } else if (token) {
            out.println(service.token().reveal());
        } else {
            fields.put("token", Message.of("cli.token-hidden", name).english());
            fields.forEach((key, value) -> {
                if (!value.toString().isEmpty()) {
                    out.printf("%-14s  %s%n", key, value);
                }
            });
        }
        return ExitCode.OK;
    }

    private void print(List<ServiceInfo> services) throws IOException {
        int width = services.stream().mapToInt(it -> it.name().length()).max().orElse(0);
        for (var service : services) {
            context.terminal()
                    .out()
                    .printf(
                            "%-" + width + "s  %-8s  %d/%d  %-5s  %s%n",
                            service.name(),
                            service.status(),
                            service.running(),
                            service.total(),
                            QueuedServices.isQueued(service) ? "queue" : "",
                            service.internetEndpoint());
        }
        for (var lease : context.spending().leases().all()) {
            if (services.stream().anyMatch(it -> lease.isOf(it.region(), it.name()))) {
                context.terminal()
                        .err()
                        .println(Leasing.sentence("cli.lease-noted", lease).english());
            }
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
        if (!service.config().isEmpty()) {
            fields.put("queue", QueuedServices.isQueued(service));
        }
        return fields;
    }

    @Command(name = "start", description = "Start a stopped service, and wait until it runs.")
    int start(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        var eas = context.access().eas(region.region());
        context.requireRoom(eas);
        eas.start(name);
        int code = watch(eas).until(ServiceState.RUNNING, name);
        context.spending().saw(eas.describe(name));
        return code;
    }

    @Command(name = "stop", description = "Stop a service, so that it costs nothing.")
    int stop(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException, IOException {
        var place = context.access().credentials(region.region()).region();
        context.keeper().catchUpExcept(place, name);
        var eas = context.access().eas(region.region());
        eas.stop(name);
        int code = watch(eas).until(ServiceState.STOPPED, name);
        var stopped = eas.describe(name);
        context.spending().saw(stopped);
        context.dropLease(place, name, Optional.of(stopped));
        context.keeper().clearTimer(eas, name);
        return code;
    }

    @Command(
            name = "lease",
            description =
                    "Let a service run for a while, and stop it when it is idle or the time is over.")
    int lease(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--idle",
                            paramLabel = "TIME",
                            description = "Stop after so long without work, such as 30m.")
                    String idle,
            @Option(
                            names = "--until",
                            paramLabel = "HH:MM",
                            description = "Stop at this time of the day, at the latest.")
                    String until,
            @Option(names = "--forget", description = "Drop the lease; the service stays as it is.")
                    boolean forget)
            throws EasException, NoAccountException, IOException {
        if (forget) {
            return leasing().forget(region.region(), name);
        }
        if (idle == null && until == null) {
            throw CommandException.usage(Message.of("cli.lease-which"));
        }
        var now = context.spending().clock().instant().atZone(ZoneId.systemDefault());
        context.keeper().catchUp();
        return leasing()
                .lease(
                        region.region(),
                        name,
                        Optional.ofNullable(idle).map(it -> Times.of("--idle", it)),
                        Optional.ofNullable(until).map(it -> Leasing.moment(it, now)));
    }

    @Command(name = "cost", description = "What services have cost, by the prices that you set.")
    int cost(@Mixin RegionOption region) throws IOException {
        context.keeper().catchUp();
        try {
            context.spending().refresh(context.access().eas(region.region()));
        } catch (EasException | NoAccountException e) {
            // What was seen before is on this computer, with or without a cloud.
            context.terminal().err().println(Message.of("cli.cost-old", e.what()).english());
        }
        new CostTable(context.terminal(), context.spending()).print();
        return ExitCode.OK;
    }

    @Command(name = "price", description = "Say what a machine costs an hour.")
    int price(
            @Mixin RegionOption region,
            @Parameters(index = "0", paramLabel = "MACHINE") String machine,
            @Parameters(
                            index = "1",
                            converter = CloudConverters.OfMoney.class,
                            paramLabel = "AMOUNT")
                    BigDecimal hour,
            @Parameters(index = "2", paramLabel = "CURRENCY") String currency)
            throws IOException {
        context.keeper().catchUp();
        try {
            var today =
                    LocalDate.ofInstant(
                            context.spending().clock().instant(), ZoneId.systemDefault());
            var price = new OwnPrices.Price(hour, currency, today);
            Prices.change(
                    context.spending().money(),
                    prices -> new Prices(prices.own().with(machine, price), prices.cap()));
            context.terminal()
                    .out()
                    .println(
                            Message.of("cli.price-noted", machine, hour.toPlainString(), currency)
                                    .english());
            if (!hasMachine(region.region(), machine)) {
                context.terminal()
                        .err()
                        .println(Message.of("cli.price-unknown", machine).english());
            }
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    Message.of("cli.fault", "services price", Explained.reasonOf(e)));
        }
    }

    /// Whether the region rents it; where the cloud does not say, there is nothing to remark.
    private boolean hasMachine(Optional<String> region, String machine) {
        try {
            var list = context.access().inventory(region).machines();
            return !(list instanceof Choice.Listed<Machine>(var all, var _, boolean whole))
                    || !whole
                    || all.stream().anyMatch(it -> it.type().equals(machine));
        } catch (NoAccountException e) {
            return true;
        }
    }

    @Command(
            name = "cap",
            description =
                    "Block new jobs and starts when services have cost so much; 0 for no cap.")
    int cap(
            @Option(
                            names = "--day",
                            converter = CloudConverters.OfMoney.class,
                            paramLabel = "AMOUNT")
                    BigDecimal day,
            @Option(
                            names = "--month",
                            converter = CloudConverters.OfMoney.class,
                            paramLabel = "AMOUNT")
                    BigDecimal month,
            @Option(
                            names = "--currency",
                            converter = CloudConverters.OfCurrency.class,
                            paramLabel = "XXX",
                            description = "Default: as before, CNY.")
                    String currency)
            throws IOException {
        context.keeper().catchUp();
        Prices.change(
                context.spending().money(),
                prices -> {
                    var before = prices.cap();
                    var cap =
                            new SpendingCap(
                                    capped(day, before.day()),
                                    capped(month, before.month()),
                                    currency == null ? before.currency() : currency);
                    return new Prices(prices.own(), cap);
                });
        new CostTable(context.terminal(), context.spending()).print();
        return ExitCode.OK;
    }

    private static Optional<BigDecimal> capped(
            @Nullable BigDecimal given, Optional<BigDecimal> before) {
        if (given == null) {
            return before;
        }
        return Optional.of(given).filter(it -> it.signum() > 0);
    }

    @Command(name = "logs", description = "What the containers printed.")
    int logs(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--with", paramLabel = "WORD", description = "Only lines with it.")
                    String word)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        var keyword = word == null ? "" : word;
        context.access()
                .eas(region.region())
                .details(name)
                .logs(keyword)
                .forEach(context.terminal().out()::println);
        return ExitCode.OK;
    }

    @Command(name = "events", description = "What happened in the last seven days.")
    int events(@Mixin RegionOption region, @Parameters(paramLabel = "NAME") String name)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        for (var event : context.access().eas(region.region()).details(name).events()) {
            context.terminal()
                    .out()
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
            throws EasException, NoAccountException, IOException {
        if (!yes) {
            throw CommandException.usage(Message.of("cli.delete-yes", name));
        }
        var eas = context.access().eas(region.region());
        var place = context.access().credentials(region.region()).region();
        context.keeper().catchUpExcept(place, name);
        var found = eas.find(name);
        if (found.isPresent()) {
            eas.delete(name);
        }
        context.spending().gone(place, name);
        context.dropLease(place, name, found);
        if (found.isEmpty()) {
            throw CommandException.failed(Message.of("cli.delete-gone", name, place));
        }
        context.terminal().err().println(Message.of("cli.deleting", name).english());
        return ExitCode.OK;
    }

    private Watch watch(EasClient eas) {
        return new Watch(context.terminal(), eas, context.cancellation(), context.every());
    }
}
