package dev.atelier.app.services;

import java.util.List;
import java.util.function.Supplier;

/// Calls of a service in three languages, that run as they are.
///
/// @param address without a slash at its end
/// @param async whether it is called through its queue
/// @param token what callers show, or dots in its place
record Snippets(String address, boolean async, Supplier<String> token) {
    /// The languages.
    enum Language {
        CURL("curl"),
        PYTHON("Python"),
        JAVA("Java");

        private final String title;

        Language(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static final List<Language> ALL = List.of(Language.values());

    private static final String BODY =
            "{\"prompt\":\"a red boat\",\"steps\":20,\"width\":512,\"height\":512}";

    String in(Language language) {
        var code =
                switch (language) {
                    case CURL -> async ? CURL_ASYNC : CURL_SYNC;
                    case PYTHON -> async ? PYTHON_ASYNC : PYTHON_SYNC;
                    case JAVA -> async ? JAVA_ASYNC : JAVA_SYNC;
                };
        return code.replace("@ADDRESS@", address)
                .replace("@TOKEN@", token.get())
                .replace("@BODY@", BODY)
                .replace("@QUOTED@", BODY.replace("\"", "\\\""));
    }

    private static final String CURL_SYNC =
            """
            curl -sS -H 'Authorization: @TOKEN@' -H 'Content-Type: application/json' \\
              '@ADDRESS@/sdapi/v1/txt2img' -d '@BODY@' \\
              | python3 -c 'import base64,json,sys; open("boat.png","wb").write(base64.b64decode(json.load(sys.stdin)["images"][0]))'
            """;

    private static final String CURL_ASYNC =
            """
            curl -sS -D - -o /dev/null -H 'Authorization: @TOKEN@' -H 'Content-Type: application/json' \\
              '@ADDRESS@/sdapi/v1/txt2img?task_id=example-1' -d '@BODY@'
            # the answer, as soon as it is there; what was fetched is taken out of the queue
            curl -sS -H 'Authorization: @TOKEN@' \\
              '@ADDRESS@/sink?_length_=1&_raw_=false&_timeout_=60s&_auto_delete_=true'
            """;

    private static final String PYTHON_SYNC =
            """
            import base64, json, urllib.request

            request = urllib.request.Request(
                "@ADDRESS@/sdapi/v1/txt2img",
                data=b'@BODY@',
                headers={"Authorization": "@TOKEN@", "Content-Type": "application/json"})
            with urllib.request.urlopen(request) as answer:
                picture = json.load(answer)["images"][0]
            with open("boat.png", "wb") as file:
                file.write(base64.b64decode(picture))
            """;

    private static final String PYTHON_ASYNC =
            """
            import urllib.request

            headers = {"Authorization": "@TOKEN@", "Content-Type": "application/json"}
            put = urllib.request.Request(
                "@ADDRESS@/sdapi/v1/txt2img?task_id=example-1", data=b'@BODY@', headers=headers)
            with urllib.request.urlopen(put) as answer:
                print("request", answer.read().decode())
            # the answer, as soon as it is there; what was fetched is taken out of the queue
            get = urllib.request.Request(
                "@ADDRESS@/sink?_length_=1&_timeout_=60s&_auto_delete_=true", headers=headers)
            with urllib.request.urlopen(get) as answer:
                print(answer.read().decode())
            """;

    private static final String JAVA_SYNC =
            """
            import java.net.URI;
            import java.net.http.*;
            import java.nio.file.*;
            import java.util.Base64;

            void main() throws Exception {
                var request = HttpRequest.newBuilder(URI.create("@ADDRESS@/sdapi/v1/txt2img"))
                    .header("Authorization", "@TOKEN@")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("@QUOTED@"))
                    .build();
                var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                var picture = answer.body().replaceFirst("(?s).*?\\"images\\"\\\\s*:\\\\s*\\\\[\\\\s*\\"([^\\"]*)\\".*", "$1");
                Files.write(Path.of("boat.png"), Base64.getDecoder().decode(picture));
            }
            """;

    private static final String JAVA_ASYNC =
            """
            import java.net.URI;
            import java.net.http.*;

            void main() throws Exception {
                var http = HttpClient.newHttpClient();
                var put = HttpRequest.newBuilder(URI.create("@ADDRESS@/sdapi/v1/txt2img?task_id=example-1"))
                    .header("Authorization", "@TOKEN@")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("@QUOTED@"))
                    .build();
                IO.println("request " + http.send(put, HttpResponse.BodyHandlers.ofString()).body());
                // the answer, as soon as it is there; what was fetched is taken out of the queue
                var get = HttpRequest.newBuilder(
                        URI.create("@ADDRESS@/sink?_length_=1&_timeout_=60s&_auto_delete_=true"))
                    .header("Authorization", "@TOKEN@")
                    .build();
                IO.println(http.send(get, HttpResponse.BodyHandlers.ofString()).body());
            }
            """;
}
