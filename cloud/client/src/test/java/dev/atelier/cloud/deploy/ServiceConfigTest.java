package dev.atelier.cloud.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceConfigTest {
    @Test
    void readsWhatPeoplePasteAndWritesStrictJson() throws Exception {
        var config =
                ServiceConfig.read(
                        "\uFEFF{ # note\n'metadata': {name: \"sd_a\",}, // more\n\"x\":\u00A01}");

        var strict = new ObjectMapper().readTree(config.toJson());

        assertEquals("sd_a", strict.at("/metadata/name").asText());
        assertEquals(1, strict.get("x").asInt());
    }

    @Test
    void tellsWhereATextIsNoJson() {
        var e = assertThrows(ConfigException.class, () -> ServiceConfig.read("{\n  \"a\": ?\n}"));

        assertEquals(2, e.line());
        assertThrows(ConfigException.class, () -> ServiceConfig.read("[1]"));
        assertThrows(ConfigException.class, () -> ServiceConfig.read(""));
        assertThrows(ConfigException.class, () -> ServiceConfig.read("{} {}"));
    }

    @Test
    void keepsUnknownKeysInTheirPlaces() {
        var json =
                "{\"zeta\":{\"a\":[1,{\"b\":null}]},\"metadata\":{\"future\":true},\"alpha\":0.5}";

        var config = Configs.read(json).with("/metadata/name", "sd_a");

        assertEquals(
                "{\"zeta\":{\"a\":[1,{}]},\"metadata\":{\"future\":true,\"name\":\"sd_a\"},\"alpha\":0.5}",
                config.toCompactJson());
    }

    @Test
    void findsDottedAndNestedSpellings() {
        assertEquals(
                Optional.of(7),
                Configs.read("{\"metadata\":{\"rpc.keepalive\":7}}")
                        .number("metadata.rpc.keepalive"));
        assertEquals(
                Optional.of(7),
                Configs.read("{\"metadata\":{\"rpc\":{\"keepalive\":7}}}")
                        .number("metadata.rpc.keepalive"));
        assertEquals(
                Optional.of(7),
                Configs.read("{\"metadata.rpc.keepalive\":7}").number("metadata.rpc.keepalive"));
    }

    @Test
    void readsFlagsWithEqualsSignAndWithSpace() {
        assertEquals(Optional.of(8000), new Script("./webui.sh --port=8000").port());
        assertEquals(Optional.of(8000), new Script("./webui.sh --port 8000 --api").port());
        assertFalse(new Script("./webui.sh --api-log").has("--api"));
        assertEquals(
                Optional.of("/code/stable-diffusion-webui/data-nas"),
                new Script("x --data-dir data-nas").dataDir());
        assertEquals(Optional.of("/a/b"), new Script("x --data-dir=/a/b/").dataDir());
    }

    @Test
    void mountsHoldPathsOnlyAtABoundary() {
        var mount = Configs.sound().mounts().getFirst();

        assertTrue(mount.holds("/code/stable-diffusion-webui/data-oss/outputs/a.png"));
        assertTrue(mount.holds("/code/stable-diffusion-webui/data-oss/"));
        assertFalse(mount.holds("/code/stable-diffusion-webui/data-oss2/a.png"));
    }

    @Test
    void editsArraysAndMakesObjectsOnTheWay() {
        var config =
                Configs.read("{\"a\":[1,2]}").with("/a/1", 5).with("/b/c/d", "x").without("/a/0");

        assertEquals("{\"a\":[5],\"b\":{\"c\":{\"d\":\"x\"}}}", config.toCompactJson());
    }

    @Test
    void printsNothingButItsName() {
        var config = Configs.sound().with("/token", "abc123");

        assertFalse(config.toString().contains("abc123"));
    }

    @Test
    void tellsChangesAndHidesSecrets() {
        var before = Configs.sound().with("/token", "abc").with("/x", null);
        var after =
                Configs.sound()
                        .with("/token", "def")
                        .with("/metadata/instance", 2)
                        .with("/new", true)
                        .without("/containers/0/port");

        var shown = Diff.between(before, after).changes().stream().map(Object::toString).toList();

        assertEquals(
                List.of(
                        "~ /metadata/instance: 1 -> 2",
                        "- /containers/0/port: 8000",
                        "~ /token: (secret) -> (secret)",
                        "+ /new: true"),
                shown);
        assertTrue(Diff.between(before, before).isEmpty());
    }

    @Test
    void namesThePlaceOfAChangeAsPeopleWriteIt() throws Exception {
        var before = Configs.read("{\"containers\":[{\"port\":1}],\"a/b\":{\"0\":1},\"c\":1}");
        var after = before.with("/containers/0/port", 2).with("/a~1b/0", 2);

        var diff = Diff.between(before, after);

        var places = diff.changes().stream().map(Diff.Change::place).toList();
        assertEquals(List.of("containers[0].port", "a/b[0]"), places);
        assertEquals(List.of(new Diff.Change("/c", "1", "1")), diff.same());
    }
}
