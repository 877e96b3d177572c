package dev.atelier.app.services;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.Spending;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Leases;
import dev.atelier.cloud.money.Ledger;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.SpendingCap;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at all services of a region. Blocks for several calls.
///
/// @param worked when services were last seen at work, by name
/// @param busy services that this program has work at just now, by name
/// @param scalings how services scale, as it was read before, by name
record ServicesReader(
        Cloud cloud,
        Map<String, Instant> worked,
        Set<String> busy,
        Map<String, ServiceFacts.Scaling> scalings) {
    private static final Logger LOG = LoggerFactory.getLogger(ServicesReader.class);

    /// It changes seldom, and each look would be one call more.
    private static final Duration SCALING_KEPT = Duration.ofMinutes(5);

    /// What a look shows.
    record Snapshot(List<ServiceFacts> services, Spent spent) {
        Snapshot {
            services = List.copyOf(services);
        }
    }

    Snapshot at() throws EasException, NoAccountException, IOException {
        var eas = cloud.eas();
        var spending = cloud.spending();
        var all = new ArrayList<ServiceInfo>();
        for (var listed : eas.list()) {
            var found = eas.find(listed.name());
            if (found.isPresent()) {
                spending.saw(found.get());
                all.add(found.get());
            }
        }
        var facts = new ArrayList<ServiceFacts>();
        var ledger = spending.ledger();
        var prices = spending.prices();
        for (var service : all) {
            facts.add(facts(service, eas, ledger, prices));
        }
        return new Snapshot(facts, spent(ledger, prices));
    }

    private ServiceFacts facts(ServiceInfo service, EasClient eas, Ledger ledger, Prices prices)
            throws IOException {
        var now = cloud.spending().clock().instant();
        var name = service.name();
        var key = Spending.key(service);
        var machine = Spending.machine(service);
        boolean async = QueuedServices.isQueued(service);
        boolean runs = service.isRunning();
        var waiting = async && runs ? waiting(service) : Optional.<Long>empty();
        var lease = lease(service, eas, now);
        boolean works = busy.contains(name) || waiting.filter(it -> it > 0).isPresent();
        // The lease's own, which outlives a restart: the countdown must end when the lease does.
        var lastWork =
                works
                        ? now
                        : lease.map(Lease::lastWork)
                                .orElseGet(() -> worked.getOrDefault(name, now.minusMillis(1)));
        int instances = Math.max(1, service.total());
        var hour = prices.own().of(machine).map(it -> times(it, instances));
        var today =
                cost(ledger.since(dawn(now), prices.own()), key)
                        .or(() -> hour.map(it -> BigDecimal.ZERO));
        return new ServiceFacts(
                service,
                async,
                machine,
                new ServiceFacts.Times(ledger.runsSince(key), lastWork, ledger.lastRan(key), now),
                new ServiceFacts.Costs(hour, today),
                waiting,
                lease,
                scaling(service, eas, now));
    }

    private ServiceFacts.Scaling scaling(ServiceInfo service, EasClient eas, Instant now) {
        var before = Optional.ofNullable(scalings.get(service.name()));
        boolean fresh = before.filter(it -> it.read().plus(SCALING_KEPT).isAfter(now)).isPresent();
        if (fresh) {
            return before.get();
        }
        try {
            return new ServiceFacts.Scaling(eas.scaling(service.name()).byLoad(), now);
        } catch (EasException e) {
            LOG.debug("the scaling of {} is not known", service.name(), e);
            return new ServiceFacts.Scaling(Optional.empty(), now);
        }
    }

    private static OwnPrices.Price times(OwnPrices.Price one, int instances) {
        var all = one.hour().multiply(BigDecimal.valueOf(instances));
        return new OwnPrices.Price(all, one.currency(), one.date());
    }

    private static Optional<BigDecimal> cost(List<Ledger.Cost> costs, Ledger.Key service) {
        return costs.stream()
                .filter(it -> it.service().equals(service))
                .flatMap(it -> it.amount().stream())
                .reduce(BigDecimal::add);
    }

    /// A lease after a look at what the service has to do.
    private Optional<Lease> lease(ServiceInfo service, EasClient eas, Instant now)
            throws IOException {
        var name = service.name();
        var leases = cloud.spending().leases();
        var mine = find(leases, service);
        if (mine.isEmpty()) {
            return mine;
        }
        if (busy.contains(name)) {
            var kept = mine.get();
            leases.put(kept.after(new Lease.Work(1, kept.lastPut()), now));
        }
        return find(cloud.spending().leases(), service).map(it -> cloud.keeper().looked(eas, it));
    }

    private Optional<Lease> find(Leases leases, ServiceInfo service) {
        return leases.all().stream()
                .filter(it -> it.isOf(cloud.region(), service.name()))
                .filter(it -> it.isOfAccount(service.account()))
                .findFirst();
    }

    private Optional<Long> waiting(ServiceInfo service) {
        try {
            var queue = new QueuedServices(cloud.access(), cloud.spending().folder());
            var length = queue.queue(service).attributes().getOrDefault("stream.length", "");
            return length.matches("[0-9]{1,12}")
                    ? Optional.of(Long.valueOf(length))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("the queue of {} does not answer", service.name(), e);
            return Optional.empty();
        }
    }

    private static Instant dawn(Instant now) {
        var zone = ZoneId.systemDefault();
        return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
    }

    private Spent spent(Ledger ledger, Prices prices) {
        var zone = ZoneId.systemDefault();
        var today = LocalDate.ofInstant(cloud.spending().clock().instant(), zone);
        var currency = prices.cap().currency();
        var days = new ArrayList<BigDecimal>();
        for (int day = 1; day <= today.getDayOfMonth(); day++) {
            var from = today.withDayOfMonth(day).atStartOfDay(zone).toInstant();
            var to = today.withDayOfMonth(day).plusDays(1).atStartOfDay(zone).toInstant();
            days.add(SpendingCap.sum(ledger.between(from, to, prices.own()), currency));
        }
        var first = today.withDayOfMonth(1).atStartOfDay(zone).toInstant();
        var month = ledger.since(first, prices.own());
        var unknown =
                month.stream()
                        .filter(it -> it.price().isEmpty())
                        .map(Ledger.Cost::machine)
                        .distinct()
                        .toList();
        return new Spent(
                currency,
                days.getLast(),
                SpendingCap.sum(month, currency),
                days,
                today,
                prices.cap(),
                prices.cap().reached(ledger, prices, today, zone),
                unknown);
    }
}
