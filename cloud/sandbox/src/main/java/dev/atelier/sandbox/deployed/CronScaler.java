package dev.atelier.sandbox.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A service's sizes by the clock, as `CreateServiceCronScaler` takes them.
///
/// @param excluded on whose days nothing happens
public record CronScaler(List<Job> jobs, List<CronSchedule> excluded) {
    /// Chosen: the vendor's pages are written for it.
    private static final String ZONE = "Asia/Shanghai";

    record Job(String name, CronSchedule schedule, int target, ZoneId zone) {}

    /// A size that a job asks for.
    ///
    /// @param at milliseconds since 1970
    record Due(String job, int target, long at) {}

    /// @throws dev.atelier.sandbox.sign.RefusedException where a part of it cannot be meant
    public static CronScaler of(JsonNode given) {
        ConfigRules.require(!given.path("ScaleJobs").isEmpty(), "ScaleJobs is required");
        var jobs = new ArrayList<Job>();
        for (var job : given.path("ScaleJobs")) {
            int target = job.path("TargetSize").asInt(-1);
            ConfigRules.require(target >= 0, "TargetSize must be 0 or more");
            jobs.add(
                    new Job(
                            job.path("Name").asText(""),
                            schedule(job.path("Schedule").asText("")),
                            target,
                            zone(job.path("TimeZone").asText(""))));
        }
        var excluded = new ArrayList<CronSchedule>();
        given.path("ExcludeDates").forEach(each -> excluded.add(schedule(each.asText(""))));
        return new CronScaler(jobs, excluded);
    }

    /// The same from what a service keeps; empty for a service without.
    static Optional<CronScaler> kept(String json) {
        return Json.objectOf(json.getBytes(StandardCharsets.UTF_8)).map(CronScaler::of);
    }

    private static CronSchedule schedule(String text) {
        try {
            return CronSchedule.of(text);
        } catch (IllegalArgumentException e) {
            throw ConfigRules.bad("no cron expression: " + text);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.isEmpty() ? ZONE : name);
        } catch (DateTimeException e) {
            throw ConfigRules.bad("no time zone: " + name);
        }
    }

    /// What counts now, where a job fell due after a moment: of several the latest.
    Optional<Due> due(long after, long now) {
        return jobs.stream()
                .flatMap(job ->
                        job
                                .schedule()
                                .last(
                                        Instant.ofEpochMilli(after).atZone(job.zone()),
                                        Instant.ofEpochMilli(now).atZone(job.zone()),
                                        excluded)
                                .map(it ->
                                        new Due(
                                                job.name(),
                                                job.target(),
                                                it.toInstant().toEpochMilli()))
                                .stream())
                .max(Comparator.comparingLong(Due::at));
    }
}
