package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.CronScaler;
import dev.atelier.sandbox.deployed.EasError;
import dev.atelier.sandbox.sign.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;

/// The operations about what a service has besides its config: scalers, labels, signed pages.
final class ServiceExtras {
    static final int MAX_LABELS = 20;

    private final ServiceReads reads;
    private final ServiceChanges changes;
    private final InstantSource clock;

    ServiceExtras(ServiceReads reads, ServiceChanges changes, InstantSource clock) {
        this.reads = reads;
        this.changes = changes;
        this.clock = clock;
    }

    ObjectNode setAutoscaler(Call call) {
        var given = call.json();
        int least = given.path("min").asInt(-1);
        int most = given.path("max").asInt(-1);
        ConfigRules.require(0 <= least && least <= most && most > 0, "min and max are required");
        ConfigRules.require(
                !given.path("scaleStrategies").isEmpty(), "scaleStrategies is required");
        return changes.changed(
                call,
                "has an autoscaler",
                s -> s.withExtras(s.extras().withAutoscaler(Json.text(given))));
    }

    ObjectNode autoscaler(Call call) {
        var kept = tree(reads.service(call).extras().autoscaler(), EasError.AUTOSCALER_NOT_FOUND);
        var answer =
                Json.object()
                        .put("ServiceName", call.service())
                        .put("MinReplica", kept.path("min").asInt())
                        .put("MaxReplica", kept.path("max").asInt());
        answer.set("ScaleStrategies", kept.path("scaleStrategies"));
        answer.putArray("CurrentMetrics");
        answer.set("Behavior", kept.has("behavior") ? kept.get("behavior") : Json.object());
        return answer;
    }

    ObjectNode dropAutoscaler(Call call) {
        return changes.changed(
                call, "has no autoscaler", s -> s.withExtras(s.extras().withAutoscaler("")));
    }

    ObjectNode setCronscaler(Call call) {
        var given = call.json();
        var _ = CronScaler.of(given);
        return changes.changed(
                call,
                "has a cronscaler",
                s -> s.withExtras(s.extras().withCronscaler(Json.text(given), clock.millis())));
    }

    ObjectNode cronscaler(Call call) {
        var answer = tree(reads.service(call).extras().cronscaler(), EasError.CRONSCALER_NOT_FOUND);
        return answer.put("ServiceName", call.service());
    }

    ObjectNode dropCronscaler(Call call) {
        return changes.changed(
                call,
                "has no cronscaler",
                s -> s.withExtras(s.extras().withCronscaler("", clock.millis())));
    }

    ObjectNode setLabels(Call call) {
        var given = call.json().path("Labels");
        return changes.changed(
                call,
                "has labels",
                s -> {
                    var labels = new HashMap<>(s.extras().labels());
                    given.properties()
                            .forEach(f -> labels.put(f.getKey(), f.getValue().asText("")));
                    ConfigRules.require(labels.size() <= MAX_LABELS, "too many labels");
                    return s.withExtras(s.extras().withLabels(labels));
                });
    }

    ObjectNode dropLabels(Call call) {
        var keys = call.query().first("Keys").orElse("[]");
        return changes.changed(
                call,
                "has labels",
                s -> {
                    var labels = new HashMap<>(s.extras().labels());
                    try {
                        Json.MAPPER.readTree(keys).forEach(k -> labels.remove(k.asText("")));
                    } catch (IOException e) {
                        throw refused("Keys must be a JSON array", e);
                    }
                    return s.withExtras(s.extras().withLabels(labels));
                });
    }

    private static RefusedException refused(String message, Throwable cause) {
        var refusal = ConfigRules.bad(message);
        refusal.initCause(cause);
        return refusal;
    }

    private static ObjectNode tree(String kept, EasError missing) {
        return Json.objectOf(kept.getBytes(StandardCharsets.UTF_8)).orElseThrow(missing::exception);
    }
}
