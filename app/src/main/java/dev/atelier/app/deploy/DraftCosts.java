package dev.atelier.app.deploy;

import dev.atelier.app.connect.Connection;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Ledger;
import dev.atelier.cloud.money.SpendingCap;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a draft's service would cost, and what goes on beside it.
///
/// @param prices of machines, as the user noted them
/// @param machine an hour on the draft's machine; empty where that is not known
/// @param hour on all its instances
/// @param names of services that run now
/// @param beside what each of them costs an hour, where that is known
/// @param together what they and the draft's service cost an hour; empty where that is not known
/// @param budget empty where no limit is set
/// @param lease of the service that has the draft's name already; it goes on
public record DraftCosts(
        OwnPrices prices,
        Optional<OwnPrices.Price> machine,
        Optional<OwnPrices.Price> hour,
        List<String> names,
        Map<String, OwnPrices.Price> beside,
        Optional<OwnPrices.Price> together,
        Optional<Budget> budget,
        Optional<Lease> lease) {
    static final DraftCosts NONE =
            new DraftCosts(
                    OwnPrices.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// What all services together may cost, and have cost so far.
    ///
    /// @param daily whether the day is meant, else the month
    public record Budget(BigDecimal spent, BigDecimal most, boolean daily, String currency) {}

    /// Reads files.
    ///
    /// @param running the services that run beside the draft's
    static DraftCosts of(Connection to, ServiceConfig draft, List<ServiceInfo> running)
            throws IOException {
        var prices = to.spending().prices();
        var ledger = to.spending().ledger();
        var known = known(ledger, prices.own(), to.region());
        return new DraftCosts(
                prices.own(),
                draft.machine().flatMap(prices.own()::of),
                whole(draft, prices.own()),
                running.stream().map(ServiceInfo::name).toList(),
                beside(running, known),
                together(draft, running, prices.own(), known),
                budget(ledger, prices.own(), prices.cap()),
                to.spending().leases().all().stream()
                        .filter(it -> it.isOf(to.region(), draft.name()))
                        .findFirst());
    }

    /// A list has no configs; the machines of what runs are known from when it was looked at.
    private static HashMap<String, OwnPrices.Price> known(
            Ledger ledger, OwnPrices prices, String region) {
        var known = new HashMap<String, OwnPrices.Price>();
        for (var cost : ledger.since(Instant.EPOCH, prices)) {
            if (cost.service().region().equals(region)) {
                cost.price().ifPresent(it -> known.put(cost.service().name(), it));
            }
        }
        return known;
    }

    /// Of all instances of each.
    private static Map<String, OwnPrices.Price> beside(
            List<ServiceInfo> running, Map<String, OwnPrices.Price> known) {
        var all = new HashMap<String, OwnPrices.Price>();
        for (var service : running) {
            var its = known.get(service.name());
            if (its != null) {
                var hour = its.hour().multiply(BigDecimal.valueOf(Math.max(1, service.total())));
                all.put(service.name(), new OwnPrices.Price(hour, its.currency(), its.date()));
            }
        }
        return Map.copyOf(all);
    }

    private static Optional<OwnPrices.Price> whole(ServiceConfig draft, OwnPrices prices) {
        var instances = BigDecimal.valueOf(Math.max(1, draft.instances().orElse(1)));
        return draft.machine()
                .flatMap(prices::of)
                .map(it ->
                        new OwnPrices.Price(
                                it.hour().multiply(instances), it.currency(), it.date()));
    }

    private static Optional<OwnPrices.Price> together(
            ServiceConfig draft,
            List<ServiceInfo> running,
            OwnPrices prices,
            HashMap<String, OwnPrices.Price> known) {
        var own = whole(draft, prices);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        var sum = own.get().hour();
        for (var service : running) {
            var its = known.get(service.name());
            if (its == null || !its.currency().equals(own.get().currency())) {
                return Optional.empty();
            }
            sum = sum.add(its.hour().multiply(BigDecimal.valueOf(Math.max(1, service.total()))));
        }
        return Optional.of(new OwnPrices.Price(sum, own.get().currency(), own.get().date()));
    }

    /// The month where there are both, as it is what a bill is about.
    private static Optional<Budget> budget(Ledger ledger, OwnPrices prices, SpendingCap cap) {
        boolean daily = cap.month().isEmpty();
        var zone = ZoneId.systemDefault();
        var today = LocalDate.now(zone);
        var first = daily ? today : YearMonth.from(today).atDay(1);
        var costs = ledger.since(first.atStartOfDay(zone).toInstant(), prices);
        var spent = SpendingCap.sum(costs, cap.currency());
        return cap.month().or(cap::day).map(it -> new Budget(spent, it, daily, cap.currency()));
    }
}
