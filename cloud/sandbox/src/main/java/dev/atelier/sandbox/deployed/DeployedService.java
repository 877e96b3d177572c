package dev.atelier.sandbox.deployed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A deployed service at one moment. Times are milliseconds since 1970.
public record DeployedService(Identity identity, Deployed deployed, Progress life, Extras extras) {
    /// @param id `eas-m-` and ten letters
    public record Identity(String name, String id, String region, long created) {}

    /// @param configs the service JSON of every version, the first first
    /// @param built when each version was handed over; empty in files of before it was kept
    /// @param version 1-based, the one that runs
    public record Deployed(
            List<String> configs,
            List<Long> built,
            int version,
            int instances,
            String token,
            long updated) {
        public Deployed {
            configs = List.copyOf(configs);
            built = built == null ? Collections.nCopies(configs.size(), 0L) : List.copyOf(built);
        }

        /// A new version on top, running.
        public Deployed withNext(String config, int newInstances, String newToken, long now) {
            var all = new ArrayList<>(configs);
            all.add(config);
            var times = new ArrayList<>(built);
            times.add(now);
            return new Deployed(all, times, all.size(), newInstances, newToken, now);
        }

        /// Another version running, with as many instances as its config says.
        public Deployed withVersion(int value, long now) {
            int its = ConfigRules.instances(read(configs.get(value - 1)));
            return new Deployed(configs, built, value, its, token, now);
        }

        public Deployed withInstances(int value, long now) {
            return new Deployed(configs, built, version, value, token, now);
        }
    }

    /// @param runningSince 0 while it does not run
    /// @param plan what will happen by itself, the next first
    public record Progress(
            Status status,
            String reason,
            String message,
            long runningSince,
            List<Step> plan,
            List<Event> events) {
        public Progress {
            plan = List.copyOf(plan);
            events = List.copyOf(events);
        }
    }

    /// @param lock `all`, `dangerous` or `none`
    /// @param autoscaler its JSON, empty for none
    /// @param cronscaler its JSON, empty for none
    /// @param cronSince up to when it was obeyed
    /// @param release how its traffic is distinguished, and whether it is being developed
    public record Extras(
            String workspace,
            Map<String, String> labels,
            String lock,
            String autoscaler,
            String cronscaler,
            long cronSince,
            Release release) {
        @SuppressWarnings("NullAway") // states that older versions kept have no release
        public Extras {
            labels = Map.copyOf(labels);
            release = release == null ? Release.USUAL : release;
        }

        public Extras withLabels(Map<String, String> value) {
            return new Extras(workspace, value, lock, autoscaler, cronscaler, cronSince, release);
        }

        public Extras withLock(String value) {
            return new Extras(workspace, labels, value, autoscaler, cronscaler, cronSince, release);
        }

        public Extras withAutoscaler(String value) {
            return new Extras(workspace, labels, lock, value, cronscaler, cronSince, release);
        }

        public Extras withCronscaler(String value, long now) {
            return new Extras(workspace, labels, lock, autoscaler, value, now, release);
        }

        public Extras withRelease(Release value) {
            return new Extras(workspace, labels, lock, autoscaler, cronscaler, cronSince, value);
        }
    }

    /// @param developed whether it is in development mode
    /// @param traffic `grouping` or `standalone`
    /// @param weight share of its group's traffic in per cent
    public record Release(boolean developed, String traffic, int weight) {
        public static final Release USUAL = new Release(false, "grouping", 100);

        public Release withDeveloped(boolean value) {
            return new Release(value, traffic, weight);
        }
    }

    public String name() {
        return identity.name();
    }

    public Status status() {
        return life.status();
    }

    /// The status as the wire has it: a running service may be in development.
    public String shownStatus() {
        return extras.release().developed() && life.status() == Status.RUNNING
                ? "Developing"
                : life.status().wire();
    }

    /// The service JSON that runs.
    public String configText() {
        return deployed.configs().get(deployed.version() - 1);
    }

    /// The same, as a tree of its own.
    public ObjectNode config() {
        return read(configText());
    }

    private static ObjectNode read(String config) {
        return Json.objectOf(config.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("a service without a config"));
    }

    public DeployedService withDeployed(Deployed value) {
        return new DeployedService(identity, value, life, extras);
    }

    public DeployedService withLife(Progress value) {
        return new DeployedService(identity, deployed, value, extras);
    }

    public DeployedService withExtras(Extras value) {
        return new DeployedService(identity, deployed, life, value);
    }
}
