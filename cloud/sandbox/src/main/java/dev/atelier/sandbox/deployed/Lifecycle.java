package dev.atelier.sandbox.deployed;

import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.inventory.MachineType;
import dev.atelier.sandbox.inventory.SandboxInventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which states follow each other, and when. Nothing ticks: each look at a service first lets
/// happen what is due.
public final class Lifecycle {
    private static final int KEPT_EVENTS = 200;

    private static final Set<Status> IDLE =
            EnumSet.of(Status.STOPPING, Status.STOPPED, Status.DELETING, Status.DELETED);

    private final StateDurations durations;
    private final Faults faults;

    public Lifecycle(StateDurations durations, Faults faults) {
        this.durations = durations;
        this.faults = faults;
    }

    public DeployedService create(DeployedService service, long now) {
        return ahead(
                entered(service, step(now, Status.CREATING, "Service is creating")),
                after(now, durations.prepare()));
    }

    public DeployedService start(DeployedService service, long now) {
        return ahead(
                entered(service, step(now, Status.STARTING, "Service is starting")),
                after(now, durations.prepare()));
    }

    public DeployedService update(DeployedService service, long now) {
        return ahead(
                entered(service, step(now, Status.UPDATING, "Service is updating")),
                after(now, durations.prepare()));
    }

    public DeployedService restart(DeployedService service, long now) {
        return ahead(service, now);
    }

    public DeployedService scale(DeployedService service, long now) {
        if (service.deployed().instances() == 0) {
            return stop(service, now);
        }
        return ahead(
                entered(service, step(now, Status.SCALING, "Service is scaling")),
                after(now, durations.prepare()));
    }

    public DeployedService stop(DeployedService service, long now) {
        return planned(
                entered(service, step(now, Status.STOPPING, "Service is stopping")),
                List.of(step(after(now, durations.end()), Status.STOPPED, "Service is stopped")));
    }

    public DeployedService delete(DeployedService service, long now) {
        var message = "Service [" + service.name() + "] is terminating";
        return planned(
                entered(service, step(now, Status.DELETING, message)),
                List.of(step(after(now, durations.end()), Status.DELETED, "Service is deleted")));
    }

    /// The service as it is now, with everything applied that was due.
    public DeployedService settled(DeployedService service, long now) {
        var extras = service.extras();
        // States that older versions kept do not say since when.
        long since = Math.max(extras.cronSince(), service.deployed().updated());
        return CronScaler.kept(extras.cronscaler())
                .flatMap(it -> it.due(since, now))
                .map(due -> advanced(resized(advanced(service, due.at()), due), now))
                .orElseGet(() -> advanced(service, now));
    }

    /// A job of the clock changes what runs; what is stopped stays so. Chosen.
    private DeployedService resized(DeployedService service, CronScaler.Due due) {
        var extras = service.extras();
        var obeyed = service.withExtras(extras.withCronscaler(extras.cronscaler(), due.at()));
        boolean idle =
                IDLE.contains(service.status()) || service.deployed().instances() == due.target();
        return idle
                ? obeyed
                : scale(
                        obeyed.withDeployed(
                                obeyed.deployed().withInstances(due.target(), due.at())),
                        due.at());
    }

    private static DeployedService advanced(DeployedService service, long now) {
        var current = service;
        while (!current.life().plan().isEmpty() && current.life().plan().getFirst().at() <= now) {
            var plan = current.life().plan();
            current = planned(entered(current, plan.getFirst()), plan.subList(1, plan.size()));
        }
        return current;
    }

    /// Whether the gateway has found the running service.
    public boolean reachable(DeployedService service, long now) {
        return service.status() == Status.RUNNING
                && now >= after(service.life().runningSince(), durations.warmUp());
    }

    /// Waiting, then what becomes of it.
    private DeployedService ahead(DeployedService service, long waitingAt) {
        int n = service.deployed().instances();
        var waiting =
                step(
                        waitingAt,
                        Status.WAITING,
                        "[Total: %d, Pending: %d, Running: 0]".formatted(n, n));
        var steps = new ArrayList<Step>();
        steps.add(waiting);
        end(service, after(waitingAt, durations.pending().plus(faults.coldStart())))
                .ifPresent(steps::add);
        return planned(service, steps);
    }

    /// How waiting ends; never, where no machine can be had.
    private static Optional<Step> end(DeployedService service, long at) {
        var config = service.config();
        var machine = config.at("/cloud/computing/instance_type").asText("");
        if (!machine.isEmpty()
                && SandboxInventory.machine(machine).filter(MachineType::inStock).isEmpty()) {
            return Optional.empty();
        }
        var obstacle = StartFailure.in(config, service.identity().region());
        return Optional.of(
                obstacle.map(o -> new Step(at, Status.FAILED, o.reason(), o.message(), true))
                        .orElseGet(() -> step(at, Status.RUNNING, "Service is now running")));
    }

    private static DeployedService entered(DeployedService service, Step step) {
        var events = new ArrayList<>(service.life().events());
        events.add(new Event(step.at(), step.warning(), step.status().wire(), step.message()));
        var kept = events.subList(Math.max(0, events.size() - KEPT_EVENTS), events.size());
        var since = step.status() == Status.RUNNING ? step.at() : 0;
        return service.withLife(
                new DeployedService.Progress(
                        step.status(), step.reason(), step.message(), since, List.of(), kept));
    }

    private static DeployedService planned(DeployedService service, List<Step> plan) {
        var life = service.life();
        return service.withLife(
                new DeployedService.Progress(
                        life.status(),
                        life.reason(),
                        life.message(),
                        life.runningSince(),
                        plan,
                        life.events()));
    }

    private static Step step(long at, Status status, String message) {
        return new Step(at, status, status.name(), message, false);
    }

    private static long after(long now, Duration delay) {
        return now + delay.toMillis();
    }
}
