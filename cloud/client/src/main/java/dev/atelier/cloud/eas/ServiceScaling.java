package dev.atelier.cloud.eas;

import com.aliyuncs.http.MethodType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.atelier.cloud.eas.ControlCalls.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What starts and stops the instances of one service by itself: by load, and by the clock. Every
/// method blocks for one call.
public final class ServiceScaling {
    private static final String LOAD = "/autoscaler";
    private static final String CLOCK = "/cronscaler";

    private final ControlCalls calls;
    private final String name;

    ServiceScaling(ControlCalls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /// Instances by load.
    ///
    /// @param least 0 lets a service sleep until it is called
    /// @param metric such as `qps`, `cpu`, `gpu[util]` or `queue[backlog]`
    /// @param threshold of the metric, per instance
    /// @param idle how long nothing must happen before the last instance goes
    public record ByLoad(int least, int most, String metric, double threshold, Duration idle) {}

    /// Empty where nothing is set.
    public Optional<ByLoad> byLoad() throws EasException {
        var answer = present(LOAD);
        var strategy = answer.path("ScaleStrategies").path(0);
        if (strategy.isMissingNode()) {
            return Optional.empty();
        }
        var onZero = answer.path("Behavior").path("onZero");
        return Optional.of(
                new ByLoad(
                        answer.path("MinReplica").asInt(),
                        answer.path("MaxReplica").asInt(),
                        strategy.path("metricName").asText(),
                        strategy.path("threshold").asDouble(),
                        Duration.ofSeconds(onZero.path("scaleDownGracePeriodSeconds").asInt(600))));
    }

    public void setByLoad(ByLoad load) throws EasException {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("min", load.least()).put("max", load.most());
        body.putArray("scaleStrategies")
                .addObject()
                .put("metricName", load.metric())
                .put("threshold", load.threshold());
        body.putObject("behavior")
                .putObject("onZero")
                .put("scaleDownGracePeriodSeconds", load.idle().toSeconds());
        var method = byLoad().isPresent() ? MethodType.PUT : MethodType.POST;
        calls.call(target(method, LOAD), Map.of(), body.toString());
    }

    public void clearByLoad() throws EasException {
        calls.call(target(MethodType.DELETE, LOAD));
    }

    /// Instances from a moment on.
    ///
    /// @param schedule cron with seconds, such as `0 0 9 * * 1-5`
    /// @param instances how many
    /// @param zone such as `Asia/Shanghai`
    public record ByClock(String job, String schedule, int instances, String zone) {}

    public List<ByClock> byClock() throws EasException {
        var jobs = new ArrayList<ByClock>();
        for (var job : present(CLOCK).path("ScaleJobs")) {
            jobs.add(
                    new ByClock(
                            job.path("Name").asText(),
                            job.path("Schedule").asText(),
                            job.path("TargetSize").asInt(),
                            job.path("TimeZone").asText("")));
        }
        return List.copyOf(jobs);
    }

    public void setByClock(List<ByClock> jobs) throws EasException {
        var body = JsonNodeFactory.instance.objectNode();
        var array = body.putArray("ScaleJobs");
        for (var job : jobs) {
            array.addObject()
                    .put("Name", job.job())
                    .put("Schedule", job.schedule())
                    .put("TargetSize", job.instances())
                    .put("TimeZone", job.zone());
        }
        var method = byClock().isEmpty() ? MethodType.POST : MethodType.PUT;
        calls.call(target(method, CLOCK), Map.of(), body.toString());
    }

    public void clearByClock() throws EasException {
        calls.call(target(MethodType.DELETE, CLOCK));
    }

    /// Nothing set is reported as an error by some regions and as an empty answer by others.
    private JsonNode present(String below) throws EasException {
        try {
            return calls.call(target(MethodType.GET, below));
        } catch (EasException e) {
            if (e.kind() == EasException.Kind.NOT_FOUND && !e.code().contains("Service.")) {
                return JsonNodeFactory.instance.objectNode();
            }
            throw e;
        }
    }

    private Target target(MethodType method, String below) {
        return new Target(method, ControlCalls.ONE + below, name);
    }
}
