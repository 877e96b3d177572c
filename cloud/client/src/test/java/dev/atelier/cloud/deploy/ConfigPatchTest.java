package dev.atelier.cloud.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /// What goes takes the comments of its lines with it, and no others.
    @Test
    void aKeyGoesWithItsLineAndTheOtherCommentsStay() throws Exception {
        assertEquals(
                TEXT.replace("'posters', # no other", "'posters' # no other")
                        .replace("    \"instance\": 1 // one is enough\n", ""),
                config().without("/metadata/instance").toJson(TEXT));
        assertEquals(
                TEXT.replace("    \"name\": 'posters', # no other\n", ""),
                config().without("/metadata/name").toJson(TEXT));
        assertEquals(
                TEXT.replace("\"image\": \"a/b:1\",", ""),
                config().without("/containers/0/image").toJson(TEXT));
        assertEquals(
                TEXT.replace("\"a/b:1\", /* fixed */ \"port\": 8000", "\"a/b:1\" /* fixed */ "),
                config().without("/containers/0/port").toJson(TEXT));
    }

    @Test
    void allKeysOfAnObjectMayGo() throws Exception {
        var next = config().with("/metadata", Map.of());
        assertEquals(ServiceConfig.read(next.toJson(TEXT)), next);
        assertTrue(next.toJson(TEXT).contains("// the team's posters"));
    }

    @Test
    void aTextWithoutCommentsIsWrittenAnew() throws Exception {
        var plain = "{\"metadata\":{\"name\":\"a\"}}";
        var next = ServiceConfig.read(plain).with("/metadata/name", "b");
        assertEquals(next.toJson(), next.toJson(plain));
    }
}
