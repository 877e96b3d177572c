package dev.atelier.app.account;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Leases;
import dev.atelier.cloud.money.Ledger;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.SpendingCap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What services cost, as this installation saw it.
///
/// @param folder the data folder
/// @param free whether they cost nothing, as in the sandbox: when they ran is noted, but nothing
///   has a price and no cap is used up
public record Spending(Path folder, InstantSource clock, boolean free) {
    /// Of services that cost money.
    public Spending(Path folder, InstantSource clock) {
        this(folder, clock, false);
    }

    public Path money() {
        return folder.resolve("money");
    }

    public Ledger ledger() throws IOException {
        return Ledger.open(money().resolve("ledger.json"));
    }

    public Leases leases() throws IOException {
        return Leases.open(money().resolve("leases.json"));
    }

    /// What counts, which in a free cloud is no price.
    public Prices prices() throws IOException {
        var set = Prices.read(money());
        return free ? new Prices(OwnPrices.NONE, set.cap()) : set;
    }

    /// The machine of a described service, empty where its config names none.
    public static String machine(ServiceInfo service) {
        try {
            return ServiceConfig.read(service.config()).machine().orElse("");
        } catch (ConfigException e) {
            return "";
        }
    }

    /// Notes how a described service is. What waits for a machine counts as running: it costs as
    /// soon as it gets one.
    public void saw(ServiceInfo service) throws IOException {
        int instances = service.state().hasNoMachine() ? 0 : service.total();
        ledger().saw(key(service), machine(service), instances, clock.instant());
    }

    /// Notes how all services of a region are.
    public void refresh(EasClient eas) throws EasException, IOException {
        var _ = refresh(eas, eas.list());
    }

    /// The same of services that are listed already.
    ///
    /// @return them as they are now, with what a list leaves out
    public List<ServiceInfo> refresh(EasClient eas, List<ServiceInfo> listed)
            throws EasException, IOException {
        var described = new ArrayList<ServiceInfo>();
        for (var service : listed) {
            var now = eas.find(service.name());
            if (now.isPresent()) {
                saw(now.get());
            }
            described.add(now.orElse(service));
        }
        return List.copyOf(described);
    }

    /// Notes that a service is deleted.
    public void gone(String region, String service) throws IOException {
        ledger().saw(new Ledger.Key(region, service), "", 0, clock.instant());
    }

    /// What the ledger calls a service.
    public static Ledger.Key key(ServiceInfo service) {
        return new Ledger.Key(service.region(), service.name());
    }

    /// Why nothing new may be started or sent to a service now; empty where it may. What runs has
    /// cost more since it was last seen, so where there is a cap all services are looked at first.
    public Optional<SpendingCap.Reached> reached(EasClient eas) throws EasException, IOException {
        var prices = prices();
        if (!prices.cap().isSet()) {
            return Optional.empty();
        }
        refresh(eas);
        var zone = ZoneId.systemDefault();
        return prices.cap()
                .reached(ledger(), prices, LocalDate.ofInstant(clock.instant(), zone), zone);
    }
}
