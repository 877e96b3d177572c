package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What an answer without pictures means (EAS service status codes; A1111 `handle_exception`).
final class Refusal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    private Refusal() {}

    static Failure of(int status, String body, WebuiService service) {
        var json = json(body);
        var text = text(body, json);
        var why = text.isEmpty() ? Message.of("service.nothing") : Message.foreign(text);
        var shown = service.shown();
        return switch (status) {
            case 401 -> token(service);
            case 403 ->
                    new Failure.Unauthorized(
                            Message.of("service.refused", shown, service.token().origin(), why),
                            service.token().advice());
            case 400, 422 ->
                    new Failure.BadRecipe(
                            Message.of("service.recipe-refused", why),
                            Message.of("service.change"));
            // An empty body comes from the gateway, another from the webui.
            case 404 ->
                    text.isEmpty() || WebuiErrors.isNoRoute(json)
                            ? unreachable("service.no-webui", "service.no-webui-advice", shown)
                            : new Failure.BadRecipe(
                                    Message.of("service.unknown", why),
                                    Message.of("service.choose-listed"));
            case 413 ->
                    new Failure.BadRecipe(
                            Message.of("service.answered", shown, status, why),
                            Message.of("service.smaller-picture"));
            case 429, 450 ->
                    new Failure.QuotaExceeded(
                            Message.of("service.busy", shown), Message.of("service.busy-advice"));
            case 408, 504 ->
                    unreachable("service.gateway-slow", "service.gateway-slow-advice", shown);
            case 503 -> unreachable("service.not-ready", "service.not-ready-advice", shown);
            default ->
                    WebuiErrors.isOutOfMemory(json, text)
                            ? new Failure.OutOfMemory(Message.of("service.memory"))
                            : other(status, why, shown);
        };
    }

    private static Failure token(WebuiService service) {
        var token = service.token();
        var key = token.value().get().isEmpty() ? "service.no-token" : "service.token";
        return new Failure.Unauthorized(
                Message.of(key, service.shown(), token.origin()), token.advice());
    }

    private static Failure unreachable(String key, String advice, String shown) {
        return new Failure.Unreachable(Message.of(key, shown), Message.of(advice));
    }

    /// The service answered, so that its words count and the network is fine.
    private static Failure other(int status, Message why, String shown) {
        var advice = status == 501 ? "service.cannot-advice" : "service.answered-advice";
        return new Failure.Unreachable(
                Message.of("service.answered", shown, status, why), Message.of(advice));
    }

    /// Missing where the body is none: gateways answer in plain words.
    private static JsonNode json(String body) {
        try {
            var json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /// The sentence in one of the API's error shapes, else the body's beginning.
    private static String text(String body, JsonNode json) {
        var text = json.isObject() ? sentence(json) : body.strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static String sentence(JsonNode json) {
        var detail = json.path("detail");
        if (detail.isArray()) {
            return StreamSupport.stream(detail.spliterator(), false)
                    .map(row -> place(row.path("loc")) + " " + row.path("msg").asText())
                    .collect(Collectors.joining(", "));
        }
        var errors = json.path("errors").asText("");
        return errors.isEmpty() ? detail.asText("") : errors;
    }

    /// A field by its names inside the body, such as `alwayson_scripts.controlnet.args.0.weight`.
    private static String place(JsonNode loc) {
        return StreamSupport.stream(loc.spliterator(), false)
                .skip(1)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }
}
