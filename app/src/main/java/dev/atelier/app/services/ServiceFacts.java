package dev.atelier.app.services;

import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceScaling.ByLoad;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A service as it was when it was looked at last.
///
/// @param machine empty where its config names none
/// @param times when it ran and worked
/// @param money what it costs
/// @param waiting jobs in its queue, those at work among them; empty where it has none or it does
///   not answer
/// @param lease when it ends, where that is agreed
/// @param scaling how the number of its instances follows its load
public record ServiceFacts(
        ServiceInfo info,
        boolean async,
        String machine,
        Times times,
        Costs money,
        Optional<Long> waiting,
        Optional<Lease> lease,
        Scaling scaling) {
    /// @param since when it was first seen running, of the present run
    /// @param lastWork when it was last seen at work, or first seen
    /// @param ended when it was first seen stopped after it last ran
    /// @param checked when this was
    public record Times(
            Optional<Instant> since, Instant lastWork, Optional<Instant> ended, Instant checked) {
        /// Whether it was at work when it was looked at.
        boolean works() {
            return lastWork.equals(checked);
        }
    }

    /// @param load empty where nothing is set, or it may not be read
    /// @param read when it was
    public record Scaling(Optional<ByLoad> load, Instant read) {}

    /// @param hour of all its instances; empty where the price is not known
    /// @param today empty where the price is not known
    public record Costs(Optional<OwnPrices.Price> hour, Optional<BigDecimal> today) {}

    public String name() {
        return info.name();
    }

    public boolean runs() {
        return info.isRunning();
    }

    /// Whether it is on its way up, so that it neither works nor idles yet.
    public boolean starts() {
        return switch (info.state()) {
            case CREATING, WAITING, PENDING, STARTING -> true;
            default -> false;
        };
    }

    /// Whether it is on its way down.
    public boolean stops() {
        return info.state() == ServiceState.STOPPING || info.state() == ServiceState.DELETING;
    }

    /// Whether it costs nothing: stopped, failed or deleted.
    public boolean isOff() {
        return info.state().isOver() || info.state().isFailed();
    }

    /// Whether it is on its way out, so that nothing but a look at it makes sense.
    public boolean isLeaving() {
        return info.state() == ServiceState.DELETING || info.state() == ServiceState.DELETED;
    }

    /// Whether it changes by itself: deploys, starts, stops.
    public boolean changes() {
        return !info.isSettled();
    }
}
