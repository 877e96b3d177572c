package dev.atelier.sandbox.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The faults that are switched on; may change while the sandbox runs. Thread-safe.
public final class Faults {
    private volatile List<Fault> active = List.of();
    private final Map<Fault.QueueFaultKind, Double> debts =
            new EnumMap<>(Fault.QueueFaultKind.class);
    private double errorDebt;
    private long second;
    private int callsThisSecond;

    /// Replaces all that was switched on.
    public void set(List<Fault> faults) {
        active = List.copyOf(faults);
    }

    public List<Fault> active() {
        return active;
    }

    private <F extends Fault> Optional<F> on(Class<F> kind) {
        return active.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    public Duration coldStart() {
        return on(Fault.ColdStart.class).map(Fault.ColdStart::delay).orElse(Duration.ZERO);
    }

    /// Whether this answer is to be an error; evenly spread, so that a share of 0.2 is every fifth.
    public synchronized boolean failsNow() {
        errorDebt += on(Fault.ServerErrors.class).map(Fault.ServerErrors::share).orElse(0.0);
        if (errorDebt >= 1 - 1e-9) {
            errorDebt -= 1;
            return true;
        }
        return false;
    }

    public boolean refusesTokens() {
        return on(Fault.WrongToken.class).isPresent();
    }

    public Optional<Long> dropAfter() {
        return on(Fault.Drop.class).map(Fault.Drop::afterBytes);
    }

    public Duration slowSwitch() {
        return on(Fault.SlowSwitch.class).map(Fault.SlowSwitch::delay).orElse(Duration.ZERO);
    }

    public Optional<Duration> gatewayPatience() {
        return on(Fault.GatewayTimeout.class).map(Fault.GatewayTimeout::patience);
    }

    /// Counts a control call; true where it is one too many for its second.
    public synchronized boolean throttles(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            callsThisSecond = 0;
        }
        callsThisSecond++;
        int allowed =
                on(Fault.Throttling.class)
                        .map(Fault.Throttling::perSecond)
                        .orElse(Integer.MAX_VALUE);
        return callsThisSecond > allowed;
    }

    /// Whether the keys lack the permission for a call.
    ///
    /// @param call an action, or method and path with a space between
    public boolean denies(String call) {
        return active.stream().anyMatch(new Fault.Denied(call)::equals);
    }

    /// After how many frames a watch breaks.
    public Optional<Integer> breaksWatchAfter() {
        return on(Fault.BrokenWatch.class).map(Fault.BrokenWatch::afterFrames);
    }

    public Duration slowWorker() {
        return on(Fault.SlowWorker.class).map(Fault.SlowWorker::delay).orElse(Duration.ZERO);
    }

    /// Whether it happens this time; evenly spread.
    public synchronized boolean happens(Fault.QueueFaultKind kind) {
        double share =
                active.stream()
                        .filter(it -> it instanceof Fault.QueueFault some && some.kind() == kind)
                        .mapToDouble(it -> ((Fault.QueueFault) it).share())
                        .sum();
        double debt = debts.getOrDefault(kind, 0.0) + share;
        boolean now = debt >= 1 - 1e-9;
        debts.put(kind, now ? debt - 1 : debt);
        return now;
    }

    /// The cloud's clock as it goes under these faults.
    public InstantSource skewed(InstantSource clock) {
        return () ->
                clock.instant()
                        .plus(
                                on(Fault.ClockSkew.class)
                                        .map(Fault.ClockSkew::ahead)
                                        .orElse(Duration.ZERO));
    }
}
