package dev.atelier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Endpoint;
import dev.atelier.http.HttpError;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import java.util.List;

/// `/_sandbox/health` and `/_sandbox/faults`: what is no part of any cloud.
final class FaultSwitch implements Responder {
    static final String PREFIX = "/_sandbox/";

    static final List<Endpoint> ENDPOINTS =
            List.of(
                    endpoint("health", "GET"),
                    endpoint("faults", "GET"),
                    endpoint("faults", "PUT"));

    private final Faults faults;

    FaultSwitch(Faults faults) {
        this.faults = faults;
    }

    private static Endpoint endpoint(String name, String method) {
        return new Endpoint(method + " " + PREFIX + name, Endpoint.OWN, Endpoint.PLAIN);
    }

    @Override
    public Reply answer(Incoming incoming) {
        return switch (incoming.method() + " " + incoming.rawPath()) {
            case "GET /_sandbox/health" -> Reply.json(200, Json.object().put("status", "ok"));
            case "GET /_sandbox/faults" -> Reply.json(200, active());
            case "PUT /_sandbox/faults" -> set(incoming.text());
            default -> HttpError.NOT_FOUND.reply();
        };
    }

    private JsonNode active() {
        var answer = Json.object();
        var list = answer.putArray("active");
        faults.active().forEach(f -> list.add(f.toString()));
        return answer;
    }

    /// One fault in each line; an empty body switches all off.
    private Reply set(String lines) {
        try {
            faults.set(
                    lines.lines()
                            .map(String::strip)
                            .filter(l -> !l.isEmpty())
                            .map(Fault::parse)
                            .toList());
            return Reply.json(200, active());
        } catch (IllegalArgumentException e) {
            return HttpError.BAD_REQUEST.reply(String.valueOf(e.getMessage()));
        }
    }
}
