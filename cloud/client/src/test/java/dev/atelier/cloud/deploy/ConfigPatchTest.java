package dev.atelier.cloud.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigPatchTest {
    private static final String TEXT =
            """
            {
              // the team's posters
              "metadata": {
                "name": 'posters', # no other
                "instance": 1 // one is enough
              },
              "containers": [{"image": "a/b:1", /* fixed */ "port": 8000}],
              "cloud": {},
            }
            """;

    private static ServiceConfig config() throws ConfigException {
        return ServiceConfig.read(TEXT);
    }

    @Test
    void valuesChangeInTheirPlaces() throws Exception {
        var next =
                config().with("/metadata/name", "a \"b\"")
                        .with("/metadata/instance", 12)
                        .with("/containers/0/port", 7860);
        assertEquals(
                TEXT.replace("'posters'", "\"a \\\"b\\\"\"")
                        .replace("1 // one", "12 // one")
                        .replace("8000", "7860"),
                next.toJson(TEXT));
    }

    @Test
    void newKeysComeLastAndLeaveACommentWithItsLine() throws Exception {
        var next =
                config().with("/metadata/rpc", Map.of("keepalive", 600))
                        .with("/containers/0/script", "./webui.sh")
                        .with("/cloud/computing", Map.of("instance_type", "m"));
        assertEquals(
                TEXT.replace(
                                "1 // one is enough",
                                """
                                1, // one is enough
                                    "rpc": {
                                      "keepalive": 600
                                    }\
                                """)
                        .replace("8000}", "8000, \"script\": \"./webui.sh\"}")
                        .replace(
                                "\"cloud\": {}",
                                "\"cloud\": {\"computing\": {\"instance_type\":\"m\"}}"),
                next.toJson(TEXT));
    }

    /// What goes takes the comments with it, rather than leaving one at a wrong place.
    @Test
    void withoutAKeyItIsWrittenAnew() throws Exception {
        var next = config().without("/metadata/instance");
        assertEquals(next.toJson(), next.toJson(TEXT));
    }

    @Test
    void aTextWithoutCommentsIsWrittenAnew() throws Exception {
        var plain = "{\"metadata\":{\"name\":\"a\"}}";
        var next = ServiceConfig.read(plain).with("/metadata/name", "b");
        assertEquals(next.toJson(), next.toJson(plain));
    }
}
