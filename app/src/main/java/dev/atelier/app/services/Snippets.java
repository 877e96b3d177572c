package dev.atelier.app.services;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.webui.BucketFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Calls of a service in three languages, that run as they are.
///
/// @param address without a slash at its end
/// @param async whether it is called through its queue
/// @param folder where it saves pictures, inside its container: a queue takes only small answers;
///   empty where it has none
/// @param token what callers show, or dots in its place
record Snippets(String address, boolean async, Optional<String> folder, Supplier<String> token) {
    /// Of a service.
    ///
    /// @param token what callers show, or dots in its place
    static Snippets of(ServiceInfo service, boolean async, Supplier<String> token) {
        return new Snippets(service.internetEndpoint(), async, folder(service), token);
    }

    private static Optional<String> folder(ServiceInfo service) {
        try {
            return BucketFiles.folder(ServiceConfig.read(service.config()));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

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

    private static String saving(String folder) {
        return BODY.replaceFirst("}$", ",\"alwayson_scripts\":{\"save_dir\":\"" + folder + "\"}}");
    }

    String in(Language language) {
        var code =
                switch (language) {
                    case CURL -> async ? CURL_ASYNC : CURL_SYNC;
                    case PYTHON -> async ? PYTHON_ASYNC : PYTHON_SYNC;
                    case JAVA -> async ? JAVA_ASYNC : JAVA_SYNC;
                };
        var body = async ? folder.map(Snippets::saving).orElse(BODY) : BODY;
        return code.replace("@ADDRESS@", address)
                .replace("@TOKEN@", token.get())
                .replace("@BODY@", body)
                .replace("@QUOTED@", body.replace("\"", "\\\""));
    }

    private static final String CURL_SYNC =
            """
            curl -sS --fail-with-body -H 'Authorization: @TOKEN@' -H 'Content-Type: application/json' \\
              '@ADDRESS@/sdapi/v1/txt2img' -d '@BODY@' \\
              | python3 -c '
            import base64, json, sys
            said = sys.stdin.read()
            try:
                picture = json.loads(said)["images"][0]
            except (ValueError, KeyError, IndexError):
                sys.exit(said or "no answer")
            open("boat.png", "wb").write(base64.b64decode(picture))'
            """;

    private static final String CURL_ASYNC =
            """
            curl -sS --fail-with-body -H 'Authorization: @TOKEN@' -H 'Content-Type: application/json' \\
              '@ADDRESS@/sdapi/v1/txt2img?task_id=example-1' -d '@BODY@' \\
              && curl -sS --fail-with-body -H 'Authorization: @TOKEN@' \\
              '@ADDRESS@/sink?_length_=1&_raw_=false&_timeout_=60s&_auto_delete_=true'
            # the second waits for the answer; what was fetched is taken out of the queue
            """;

    private static final String PYTHON_SYNC =
            """
            import base64, json, sys, urllib.error, urllib.request

            request = urllib.request.Request(
                "@ADDRESS@/sdapi/v1/txt2img",
                data=b'@BODY@',
                headers={"Authorization": "@TOKEN@", "Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request) as answer:
                    picture = json.load(answer)["images"][0]
            except urllib.error.HTTPError as refused:
                sys.exit(f"{refused} {refused.read().decode()}")
            with open("boat.png", "wb") as file:
                file.write(base64.b64decode(picture))
            """;

    private static final String PYTHON_ASYNC =
            """
            import sys, urllib.error, urllib.request

            headers = {"Authorization": "@TOKEN@", "Content-Type": "application/json"}

            def said(address, body=None):
                request = urllib.request.Request(address, data=body, headers=headers)
                try:
                    with urllib.request.urlopen(request) as answer:
                        return answer.read().decode()
                except urllib.error.HTTPError as refused:
                    sys.exit(f"{refused} {refused.read().decode()}")

            print("request", said("@ADDRESS@/sdapi/v1/txt2img?task_id=example-1", b'@BODY@'))
            # the answer, as soon as it is there; what was fetched is taken out of the queue
            print(said("@ADDRESS@/sink?_length_=1&_timeout_=60s&_auto_delete_=true"))
            """;

    private static final String JAVA_SYNC =
            """
            import java.net.URI;
            import java.net.http.*;
            import java.nio.file.*;
            import java.util.Base64;

            class Boat {
                public static void main(String[] args) throws Exception {
                    var request = HttpRequest.newBuilder(URI.create("@ADDRESS@/sdapi/v1/txt2img"))
                        .header("Authorization", "@TOKEN@")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("@QUOTED@"))
                        .build();
                    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() >= 300) {
                        throw new java.io.IOException(answer.statusCode() + " " + answer.body());
                    }
                    var picture = answer.body().replaceFirst("(?s).*?\\"images\\"\\\\s*:\\\\s*\\\\[\\\\s*\\"([^\\"]*)\\".*", "$1");
                    Files.write(Path.of("boat.png"), Base64.getDecoder().decode(picture));
                }
            }
            """;

    private static final String JAVA_ASYNC =
            """
            import java.net.URI;
            import java.net.http.*;

            class Boat {
                public static void main(String[] args) throws Exception {
                    var http = HttpClient.newHttpClient();
                    var put = HttpRequest.newBuilder(URI.create("@ADDRESS@/sdapi/v1/txt2img?task_id=example-1"))
                        .header("Authorization", "@TOKEN@")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("@QUOTED@"))
                        .build();
                    System.out.println("request " + text(http.send(put, HttpResponse.BodyHandlers.ofString())));
                    // the answer, as soon as it is there; what was fetched is taken out of the queue
                    var get = HttpRequest.newBuilder(
                            URI.create("@ADDRESS@/sink?_length_=1&_timeout_=60s&_auto_delete_=true"))
                        .header("Authorization", "@TOKEN@")
                        .build();
                    System.out.println(text(http.send(get, HttpResponse.BodyHandlers.ofString())));
                }

                static String text(HttpResponse<String> answer) throws java.io.IOException {
                    if (answer.statusCode() >= 300) {
                        throw new java.io.IOException(answer.statusCode() + " " + answer.body());
                    }
                    return answer.body();
                }
            }
            """;
}
