package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.webui.request.FieldTable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The API described for programs (`/openapi.json`, OpenAPI 3.0) and for readers (`/docs`, a page
/// that loads nothing from elsewhere).
final class OpenApiDocument {
    private OpenApiDocument() {}

    static ObjectNode document(WebuiRoutes routes) {
        var document = Json.object().put("openapi", "3.0.2");
        document.putObject("info")
                .put("title", "Atelier, the webui API of " + Pictures.VERSION)
                .put("version", "1");
        var paths = document.putObject("paths");
        for (var route : routes.all()) {
            var operation =
                    paths.withObjectProperty(route.path())
                            .putObject(route.method().toLowerCase(Locale.ROOT));
            operation.put("summary", summary(route.path()));
            route.fields().ifPresent(fields -> body(operation, fields));
            operation
                    .putObject("responses")
                    .putObject("200")
                    .put("description", "Successful Response");
        }
        return document;
    }

    private static String summary(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace('-', ' ').replace('_', ' ');
    }

    private static void body(ObjectNode operation, FieldTable fields) {
        JsonNode schema = fields.schema();
        var body = operation.putObject("requestBody").put("required", true);
        body.putObject("content").putObject("application/json").set("schema", schema);
    }

    static Reply page(WebuiRoutes routes) {
        var page =
                new StringBuilder(
                        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
                                + "<title>Atelier: webui API</title><h1>Atelier: webui API</h1>"
                                + "<p>For programs: <a href=\"openapi.json\">openapi.json</a></p>");
        for (var route : routes.all()) {
            page.append("<h3>%s %s</h3>".formatted(route.method(), route.path()));
            route.fields().ifPresent(fields -> page.append(fields.html()));
        }
        return Reply.of(
                200,
                "text/html; charset=utf-8",
                page.append("</html>").toString().getBytes(StandardCharsets.UTF_8));
    }
}
