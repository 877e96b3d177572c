package dev.atelier.cloud.oss.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.deploy.Configs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final String DATA = "/code/stable-diffusion-webui/data-oss";
    private static final Mounts ARTICLE =
            Mounts.of(Configs.read(Configs.text("article-sync.json")));
    private static final Mounts FIXED = Mounts.of(Configs.read(Configs.text("fixed-async.json")));

    private static Optional<OssAddress> at(String bucket, String key) {
        return Optional.of(new OssAddress(bucket, key));
    }

    private static Mounts mounts(String... pathAndFolder) {
        var json = new StringBuilder("{\"storage\":[");
        for (int i = 0; i < pathAndFolder.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append(
                            pathAndFolder[i + 1].startsWith("oss:")
                                    ? "{\"mount_path\":\"%s\",\"oss\":{\"path\":\"%s\"}}"
                                            .formatted(pathAndFolder[i], pathAndFolder[i + 1])
                                    : "{\"mount_path\":\"%s\",\"nfs\":{\"server\":\"%s\"}}"
                                            .formatted(pathAndFolder[i], pathAndFolder[i + 1]));
        }
        return Mounts.of(Configs.read(json.append("]}").toString()));
    }

    @Test
    void findsWhatTheArticlesServiceSaved() {
        var picture = DATA + "/outputs/txt2img-images/2024-06-26/1-5.png";

        assertEquals(
                at("examplebucket", "data-oss/outputs/txt2img-images/2024-06-26/1-5.png"),
                ARTICLE.address(picture));
        assertEquals(
                at("examplebucket", "aohai-singapore/outputs/txt2img-images/2024-06-26/1-5.png"),
                FIXED.address(picture));
    }

    @Test
    void findsTheSameWayBack() {
        for (var service : List.of(ARTICLE, FIXED)) {
            var path = DATA + "/outputs/a b,中文.png";
            assertEquals(Optional.of(path), service.path(service.address(path).orElseThrow()));
        }
        assertEquals(
                Optional.empty(), ARTICLE.path(new OssAddress("examplebucket", "other/a.png")));
        assertEquals(
                Optional.empty(), ARTICLE.path(new OssAddress("other-bucket", "data-oss/a.png")));
    }

    @Test
    void stopsAtPathBoundaries() {
        assertEquals(Optional.empty(), ARTICLE.address(DATA + "2/a.png"));
        assertEquals(Optional.empty(), ARTICLE.address("/x" + DATA + "/a.png"));
        assertEquals(
                Optional.empty(), ARTICLE.path(new OssAddress("examplebucket", "data-oss2/a.png")));
    }

    @Test
    void saysNothingOfWhatIsNotOnOss() {
        assertEquals(Optional.empty(), ARTICLE.address("/code/stable-diffusion-webui/data-nas/a"));
        assertEquals(Optional.empty(), ARTICLE.address("tmp/outputs/a.png"));
        assertEquals(Optional.empty(), ARTICLE.address("/data/api_test/a.png"));
        assertEquals(Optional.empty(), ARTICLE.address(DATA + "/../data-nas/a.png"));
        assertEquals(Optional.empty(), ARTICLE.address(""));
    }

    @Test
    void theLongestMountCounts() {
        var nested = mounts("/data", "oss://outer/a/", "/data/in", "oss://inner", "/", "oss://all");

        assertEquals(at("inner", "x.png"), nested.address("/data/in/x.png"));
        assertEquals(at("outer", "a/inn/x.png"), nested.address("/data/inn/x.png"));
        assertEquals(at("all", "etc/x.png"), nested.address("/etc/x.png"));
    }

    @Test
    void aDeeperMountHidesWhatLiesBelow() {
        var hidden = mounts("/data", "oss://outer/a/", "/data/nas", "0a1b.nas.aliyuncs.com");

        assertEquals(Optional.empty(), hidden.address("/data/nas/x.png"));
        assertEquals(Optional.empty(), hidden.path(new OssAddress("outer", "a/nas/x.png")));
        assertEquals(Optional.of("/data/x"), hidden.path(new OssAddress("outer", "a/x")));
    }

    @Test
    void doesNotMindSlashesTooMany() {
        var sloppy = mounts("/data//oss/", "oss://bucket//sd///");

        assertEquals(at("bucket", "sd/out/x.png"), sloppy.address("/data/oss//out/x.png"));
        assertEquals(at("bucket", "sd/"), sloppy.address("/data/oss/"));
    }

    @Test
    void readsListsOfPaths() {
        assertEquals(List.of(), Mounts.paths(""));
        assertEquals(List.of("/a/b.png", "/a/c.png"), Mounts.paths("/a/b.png, /a/c.png"));
        assertEquals(List.of("/a,b/c.png", "/d.png"), Mounts.paths("/a,b/c.png,/d.png"));
    }
}
