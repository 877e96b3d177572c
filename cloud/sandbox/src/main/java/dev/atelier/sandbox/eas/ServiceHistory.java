package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.deployed.Event;
import dev.atelier.sandbox.deployed.ServiceLogs;
import dev.atelier.sandbox.deployed.Status;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/// The operations that return what happened to a service.
final class ServiceHistory {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ServiceReads reads;
    private final ServiceLogs logs;

    ServiceHistory(ServiceReads reads, ServiceLogs logs) {
        this.reads = reads;
        this.logs = logs;
    }

    ObjectNode events(Call call) {
        var service = reads.service(call);
        var type = call.query().given("EventType").orElse("");
        var rows =
                service.life().events().reversed().stream()
                        .filter(e -> within(call.query(), e.at()))
                        .filter(e -> type.isEmpty() || type.equals(type(e)))
                        .toList();
        var answer = Json.object();
        var list = answer.putArray("Events");
        for (var event : call.page(answer, "PageNum", 100, rows)) {
            list.addObject()
                    .put("Time", TIME.format(Instant.ofEpochMilli(event.at())))
                    .put("Type", type(event))
                    .put("Reason", event.reason())
                    .put("Resource", "Service")
                    .put("Message", message(service, event));
        }
        return answer;
    }

    private static String type(Event event) {
        return event.warning() ? "Warning" : "Normal";
    }

    /// JSON in a text, as the real one has it.
    private static String message(DeployedService service, Event event) {
        return Json.text(
                Json.object()
                        .put("versionId", service.deployed().version())
                        .put("message", event.message()));
    }

    ObjectNode logs(Call call) {
        var service = reads.service(call);
        var keyword = call.query().given("Keyword").orElse("");
        var rows =
                logs.of(service).stream()
                        .filter(line -> within(call.query(), line.at()))
                        .map(line ->
                                "["
                                        + TIME.format(Instant.ofEpochMilli(line.at()))
                                        + "] "
                                        + line.text())
                        .filter(text -> text.contains(keyword))
                        .toList();
        var answer = Json.object();
        var list = answer.putArray("Logs");
        call.page(answer, "PageNum", 500, rows).forEach(list::add);
        return answer;
    }

    private static boolean within(Query query, long at) {
        return at >= bound(query, "StartTime", Long.MIN_VALUE)
                && at <= bound(query, "EndTime", Long.MAX_VALUE);
    }

    private static long bound(Query query, String key, long missing) {
        var text = query.given(key);
        if (text.isEmpty()) {
            return missing;
        }
        try {
            return LocalDateTime.parse(text.get(), TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw ConfigRules.bad(key + " must be yyyy-MM-dd HH:mm:ss, got " + text.get());
        }
    }

    ObjectNode diagnosis(Call call) {
        var service = reads.service(call);
        var answer = Json.object();
        var list = answer.putArray("DiagnosisList");
        if (service.status() == Status.FAILED) {
            var row = list.addObject().put("Error", service.life().reason());
            row.putArray("Causes").add(service.life().message());
            row.putArray("Advices").add(advice(service.life().reason()));
        }
        return answer;
    }

    private static String advice(String reason) {
        return List.of("ImagePullBackOff").contains(reason)
                ? "Check the image address and its region."
                : "Check the file system and the VPC of its mount target.";
    }
}
