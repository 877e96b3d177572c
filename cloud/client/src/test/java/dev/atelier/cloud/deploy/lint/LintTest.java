package dev.atelier.cloud.deploy.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.Configs;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final LintContext HANGZHOU = LintContext.in("cn-hangzhou");

    /// EAS makes a token itself; one at any place of the config lies open in a file.
    @ParameterizedTest
    @ValueSource(strings = {"/token", "/metadata/token", "/credential/token"})
    void aTokenIsNotedWhereverItStands(String pointer) throws Exception {
        var config = Configs.read(Configs.text("fixed-sync.json"));
        var before = rules(Lint.check(config, LintContext.UNKNOWN));
        var after = rules(Lint.check(config.with(pointer, "abc"), LintContext.UNKNOWN));
        after.removeAll(before);
        assertEquals(EnumSet.of(Rule.SECRET_IN_CONFIG), after);
    }

    @Test
    void namesEveryTrapOfTheSynchronousSample() throws Exception {
        var found = rules(Lint.check(Configs.text("article-sync.json"), LintContext.UNKNOWN));

        assertEquals(
                EnumSet.of(
                        Rule.TRAILING_COMMA,
                        Rule.NULL_VALUE,
                        Rule.PLACEHOLDER,
                        Rule.IMAGE_REGION,
                        Rule.OSS_PATH_SLASH,
                        Rule.KEEPALIVE),
                found);
    }

    @Test
    void namesEveryTrapOfTheAsynchronousSample() throws Exception {
        var around = LintContext.in("ap-southeast-1").withName("sdapi_demo");

        var found = rules(Lint.check(Configs.text("article-async.json"), around));

        assertEquals(
                EnumSet.of(
                        Rule.NULL_VALUE,
                        Rule.PLACEHOLDER,
                        Rule.WORK_THREADS_TYPO,
                        Rule.IMAGE_REGION,
                        Rule.NAS_REGION,
                        Rule.DATA_DIR_MISSING,
                        Rule.NAME_DIFFERS),
                found);
    }

    @Test
    void findsPlaceholdersInEveryIdAndInTheServer() throws Exception {
        var places =
                Lint.check(Configs.text("article-sync.json"), LintContext.UNKNOWN).stream()
                        .filter(finding -> finding.rule() == Rule.PLACEHOLDER)
                        .map(Finding::path)
                        .toList();

        assertEquals(
                List.of(
                        "/cloud/networking/vpc_id",
                        "/cloud/networking/vswitch_id",
                        "/cloud/networking/security_group_id",
                        "/storage/1/nfs/server"),
                places);
    }

    @Test
    void correctsTheSamplesIntoTheReviewedFiles() throws Exception {
        for (var kind : List.of("sync", "async")) {
            var sample = Configs.read(Configs.text("article-" + kind + ".json"));

            var fixed = Lint.fixed(sample, LintContext.UNKNOWN);

            assertEquals(Configs.text("fixed-" + kind + ".json"), fixed.toJson());
            assertEquals(
                    EnumSet.of(Rule.PLACEHOLDER), rules(Lint.check(fixed, LintContext.UNKNOWN)));
        }
    }

    /// No region is given, and two mount targets name two: the second is the finding.
    @Test
    void findsTwoFileSystemsOfTwoRegions() throws Exception {
        var config =
                Configs.read(
                        """
                        {"storage":[
                          {"mount_path":"/a","nfs":{"path":"/","server":"0a-x.cn-hangzhou.nas.aliyuncs.com"}},
                          {"mount_path":"/b","nfs":{"path":"/","server":"0b-x.cn-beijing.nas.aliyuncs.com"}},
                          {"mount_path":"/c","nfs":{"path":"/","server":"0c-x.cn-hangzhou.nas.aliyuncs.com"}}]}
                        """);

        var found =
                Lint.check(config, LintContext.UNKNOWN).stream()
                        .filter(finding -> finding.rule() == Rule.NAS_REGION)
                        .toList();

        assertEquals(1, found.size(), found.toString());
        assertEquals("/storage/1/nfs/server", found.getFirst().path());
        assertEquals(
                List.of("/storage/1/nfs/server"),
                Lint.check(config, LintContext.in("cn-hangzhou")).stream()
                        .filter(finding -> finding.rule() == Rule.NAS_REGION)
                        .map(Finding::path)
                        .toList());
    }

    @Test
    void hasNothingToSayAboutItsOwnConfigs() {
        var network = new ServiceConfig.Networking("vpc-a1", "vsw-a1", "sg-a1");
        for (var edition : Edition.values()) {
            var blueprint = Blueprint.of("sd_a", "cn-hangzhou", edition).withNetwork(network);
            var nas = "0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com";

            for (var made :
                    List.of(
                            blueprint.withOss("oss://my-bucket/sd/"),
                            blueprint.withNas(nas),
                            blueprint.withOss("oss://my-bucket/sd/").withNas(nas))) {
                var found = rules(Lint.check(made.config(), HANGZHOU));
                boolean cannotReturn = edition == Edition.API && made.ossFolder().isEmpty();
                var expected = cannotReturn ? Set.of(Rule.QUEUE_WITHOUT_OSS) : Set.of();
                assertEquals(expected, found, made.toString());
            }
        }
    }

    /// One mistake each, made in a sound config.
    @TestFactory
    Stream<DynamicTest> eachMistakeIsFoundAlone() {
        return mistakes().entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey().name(),
                                () -> {
                                    var config = entry.getValue().apply(Configs.sound());
                                    var found = rules(Lint.check(config, AROUND));
                                    assertEquals(Set.of(entry.getKey()), found);
                                }));
    }

    private static final LintContext AROUND =
            new LintContext(
                    Optional.of("cn-hangzhou"),
                    Optional.empty(),
                    Map.of(
                            "0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com",
                            new ServiceConfig.Networking("vpc-a1", "vsw-nas", "sg-nas")),
                    Map.of("my-bucket", "cn-hangzhou", "far-bucket", "us-west-1"));

    private static Map<Rule, UnaryOperator<ServiceConfig>> mistakes() {
        return Stream.of(
                        mistakesOfValues(),
                        mistakesOfMetadata(),
                        mistakesOfContainers(),
                        mistakesOfStorage())
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Rule, UnaryOperator<ServiceConfig>> mistakesOfValues() {
        return Map.of(
                Rule.NULL_VALUE, c -> Configs.read(c.toJson().replaceFirst("\\{", "{\"a\":null,")),
                Rule.PLACEHOLDER, c -> c.with("/cloud/networking/security_group_id", "<group id>"),
                Rule.WRONG_TYPE, c -> c.with("/containers/0/port", "8000"),
                Rule.KEY_SPELLING, c -> c.with("/storage/0/oss/readonly", true),
                Rule.TWO_SPELLINGS, c -> c.with("/metadata/rpc.keepalive", 600_000),
                Rule.UNKNOWN_KEY, c -> c.with("/contaners", "x"),
                Rule.SECRET_IN_CONFIG, c -> c.with("/token", "abc"));
    }

    private static Map<Rule, UnaryOperator<ServiceConfig>> mistakesOfMetadata() {
        return Map.ofEntries(
                Map.entry(Rule.NAME_INVALID, c -> c.with("/metadata/name", "sd-sync")),
                Map.entry(Rule.INSTANCE_COUNT, c -> c.without("/metadata/instance")),
                Map.entry(Rule.WORK_THREADS_TYPO, c -> c.with("/metadata/rpc.work_threads", 1)),
                Map.entry(Rule.KEEPALIVE, c -> c.with("/metadata/rpc/keepalive", 5000)),
                Map.entry(
                        Rule.EDITION_TYPE,
                        c -> c.with("/containers/0/image", image("4.2-cluster-webui"))),
                Map.entry(Rule.NO_MACHINE, c -> c.without("/cloud/computing")),
                Map.entry(
                        Rule.TWO_MACHINES,
                        c -> c.with("/cloud/computing/instances", List.of(Map.of("type", "a")))),
                Map.entry(
                        Rule.MACHINE_IN_RESOURCE_GROUP,
                        c -> c.with("/metadata/resource", "eas-r-abc")),
                Map.entry(Rule.NETWORK_INCOMPLETE, c -> c.without("/cloud/networking/vswitch_id")),
                Map.entry(Rule.QUEUE_WITHOUT_ASYNC, c -> c.with("/queue/cpu", 1)));
    }

    private static Map<Rule, UnaryOperator<ServiceConfig>> mistakesOfContainers() {
        var script = "/containers/0/script";
        return Map.ofEntries(
                Map.entry(Rule.IMAGE_MISSING, c -> c.without("/containers/0/image")),
                Map.entry(Rule.EMPTY_PROCESSOR, c -> c.with("/processor", "")),
                Map.entry(
                        Rule.IMAGE_REGION,
                        c ->
                                c.with(
                                        "/containers/0/image",
                                        image("3.2").replace("cn-hangzhou", "us-west-1"))),
                Map.entry(Rule.COMMAND_MISSING, c -> c.without(script)),
                Map.entry(
                        Rule.SCRIPT_AND_COMMAND,
                        c -> c.with("/containers/0/command", "./webui.sh")),
                Map.entry(Rule.PORT_MISSING, c -> c.without("/containers/0/port")),
                Map.entry(
                        Rule.PORT_RESERVED,
                        c ->
                                script(c, "--port=8000", "--port=8080")
                                        .with("/containers/0/port", 8080)),
                Map.entry(Rule.PORT_MISMATCH, c -> script(c, "--port=8000", "--port 8001")),
                Map.entry(Rule.API_NOT_SERVED, c -> script(c, " --api", "")),
                Map.entry(Rule.DATA_DIR_MISSING, c -> script(c, "--data-dir=/code.*", "--x")),
                Map.entry(Rule.DATA_DIR_NOT_MOUNTED, c -> script(c, "data-nas", "data-nass")));
    }

    private static Map<Rule, UnaryOperator<ServiceConfig>> mistakesOfStorage() {
        return Map.of(
                Rule.MOUNT_PATH, c -> c.with("/storage/0/mount_path", "data-oss"),
                Rule.MOUNT_SOURCE, c -> c.without("/storage/0/oss"),
                Rule.DUPLICATE_MOUNT,
                        c ->
                                c.with(
                                        "/storage/0/mount_path",
                                        "/code/stable-diffusion-webui/data-nas/"),
                Rule.OSS_PATH, c -> c.with("/storage/0/oss/path", "my-bucket/sd/"),
                Rule.OSS_PATH_SLASH, c -> c.with("/storage/0/oss/path", "oss://my-bucket/sd"),
                Rule.OSS_REGION, c -> c.with("/storage/0/oss/path", "oss://far-bucket/sd/"),
                Rule.NAS_WITHOUT_NETWORK, c -> c.without("/cloud/networking"),
                Rule.NAS_REGION,
                        c -> c.with("/storage/1/nfs/server", "0a-x.us-west-1.nas.aliyuncs.com"),
                Rule.NAS_OTHER_VPC, c -> c.with("/cloud/networking/vpc_id", "vpc-b2"));
    }

    @TestFactory
    Stream<DynamicTest> mistakesOfQueuedServicesAreFoundAlone() {
        var mistakes =
                Map.<Rule, UnaryOperator<ServiceConfig>>of(
                        Rule.WORKER_THREADS, c -> c.without("/metadata/rpc"),
                        Rule.MAX_DELIVERY, c -> c.without("/queue/max_delivery"),
                        Rule.STORAGE_MISSING, c -> c.without("/storage"),
                        Rule.EDITION_TYPE,
                                c ->
                                        c.with("/metadata/type", "Other")
                                                .without("/queue")
                                                .with("/metadata/rpc/keepalive", 600_000),
                        Rule.WEBSERVICE_WITHOUT_PAGE,
                                c -> c.with("/metadata/enable_webservice", true),
                        Rule.FILE_BROWSER_IN_ASYNC,
                                c -> script(c, "--nowebui", "--nowebui --filebrowser"));
        return mistakes.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey().name(),
                                () -> {
                                    var config = entry.getValue().apply(Configs.soundAsync());
                                    var found = rules(Lint.check(config, HANGZHOU));
                                    assertEquals(Set.of(entry.getKey()), found);
                                }));
    }

    /// Pictures are larger than what the queue takes, and a NAS cannot be read from outside.
    @Test
    void aQueueThatCannotHandOverPicturesIsMentionedAndHealed() {
        var nas = "0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com";
        var network = new ServiceConfig.Networking("vpc-a1", "vsw-a1", "sg-a1");
        var blueprint = Blueprint.async("sd_async", "cn-hangzhou").withNas(nas);
        var config = blueprint.withNetwork(network).config();

        var finding = finding(Rule.QUEUE_WITHOUT_OSS, config, AROUND);
        var fixed = finding.fix().orElseThrow().apply(config);
        assertEquals(Set.of(), rules(Lint.check(fixed, AROUND)));
        var both = blueprint.withNetwork(network).withOss("oss://my-bucket/sd_async/").config();
        assertEquals(
                both.mounts().stream().map(it -> it.path() + it.source()).sorted().toList(),
                fixed.mounts().stream().map(it -> it.path() + it.source()).sorted().toList());

        assertTrue(finding(Rule.QUEUE_WITHOUT_OSS, config, HANGZHOU).fix().isEmpty());
        var raised = config.with("/queue/sink/max_payload_size_kb", 4096);
        assertEquals(Set.of(), rules(Lint.check(raised, AROUND)));
        var readOnly = both.with("/storage/0/oss/readOnly", true);
        assertEquals(Set.of(Rule.QUEUE_WITHOUT_OSS), rules(Lint.check(readOnly, AROUND)));
    }

    @Test
    void everyFixHealsItsFinding() {
        for (var mistake : mistakes().entrySet()) {
            var config = mistake.getValue().apply(Configs.sound());
            for (var finding : Lint.check(config, AROUND)) {
                finding.fix()
                        .ifPresent(fix ->
                                assertFalse(
                                        Lint.check(fix.apply(config), AROUND).stream()
                                                .anyMatch(f ->
                                                        f.rule() == finding.rule()
                                                                && f.path().equals(finding.path())),
                                        finding.toString()));
            }
        }
    }

    /// The network follows from the mount target; ids that are given stay.
    @Test
    void aNasBringsItsNetworkAlong() {
        var none = Configs.sound().without("/cloud/networking");
        var whole = new ServiceConfig.Networking("vpc-a1", "vsw-nas", "sg-nas");
        assertEquals(whole, fixedNetwork(Rule.NAS_WITHOUT_NETWORK, none));

        var part = none.with("/cloud/networking/vswitch_id", "vsw-mine");
        assertEquals(
                new ServiceConfig.Networking("vpc-a1", "vsw-mine", "sg-nas"),
                fixedNetwork(Rule.NETWORK_INCOMPLETE, part));

        var other = none.with("/cloud/networking/vpc_id", "vpc-other");
        assertTrue(finding(Rule.NETWORK_INCOMPLETE, other, AROUND).fix().isEmpty());
        assertTrue(finding(Rule.NAS_WITHOUT_NETWORK, none, HANGZHOU).fix().isEmpty());
    }

    private static ServiceConfig.Networking fixedNetwork(Rule rule, ServiceConfig config) {
        return finding(rule, config, AROUND).fix().orElseThrow().apply(config).networking();
    }

    private static Finding finding(Rule rule, ServiceConfig config, LintContext context) {
        return Lint.check(config, context).stream()
                .filter(it -> it.rule() == rule)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule));
    }

    /// An empty one runs nothing, so that no container is left to run.
    @Test
    void anEmptyProcessorIsNone() {
        var empty = Configs.sound().without("/containers").with("/processor", "");
        assertEquals(
                EnumSet.of(Rule.IMAGE_MISSING, Rule.EMPTY_PROCESSOR),
                rules(Lint.check(empty, AROUND)));
        assertEquals(
                EnumSet.noneOf(Rule.class),
                rules(Lint.check(empty.with("/processor", "tensorflow_cpu_1.15"), AROUND)));
    }

    @Test
    void worstComesFirstAndEverySentenceEnds() throws Exception {
        var found = Lint.check(Configs.text("article-async.json"), LintContext.in("us-west-1"));

        assertEquals(
                found.stream().map(Finding::severity).sorted().toList(),
                found.stream().map(Finding::severity).toList());
        for (var finding : found) {
            assertTrue(finding.sentence().endsWith("."), finding.sentence());
            assertTrue(finding.remedy().endsWith("."), finding.remedy());
            assertTrue(finding.what().in(Locale.CHINESE).endsWith("。"), finding.sentence());
            assertTrue(finding.advice().in(Locale.CHINESE).endsWith("。"), finding.remedy());
        }
    }

    @Test
    void correctsTheRegionOfAnImageFromTheNas() {
        var sample = Configs.read(Configs.text("article-sync.json"));

        var fixed = Lint.fixed(sample, LintContext.UNKNOWN);

        assertTrue(fixed.containers().getFirst().image().contains(".ap-southeast-1."));
    }

    @Test
    void tellsCommentsAndDoubledKeys() throws Exception {
        var text = "{\n# note\n\"metadata\":{},\n\"metadata\":{}}";

        var found = rules(Lint.check(text, LintContext.UNKNOWN));

        assertTrue(found.containsAll(Set.of(Rule.COMMENT, Rule.DUPLICATE_KEY)), found.toString());
    }

    private static String image(String tag) {
        return ImageRef.webui("cn-hangzhou", tag);
    }

    private static ServiceConfig script(ServiceConfig config, String from, String to) {
        var text = config.containers().getFirst().script().text();
        return config.with("/containers/0/script", text.replaceFirst(from, to));
    }

    private static Set<Rule> rules(List<Finding> findings) {
        return findings.stream()
                .map(Finding::rule)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
    }

    @Test
    void aMissingLastBraceIsOneFaultInWords() throws Exception {
        var text = Configs.text("article-sync.json").strip();
        var cut = text.substring(0, text.length() - 1);

        assertEquals(List.of(), Lint.spelling(cut));
        var thrown =
                assertThrows(ConfigException.class, () -> Lint.check(cut, LintContext.UNKNOWN));
        assertTrue(String.valueOf(thrown.getMessage()).contains("last bracket"), thrown.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<your-bucket>",
                "<bucket name>",
                "vpc-xxx",
                "vsw-xxxx",
                "XXXXX",
                "${VPC_ID}",
                "YOUR_BUCKET",
                "your-vpc-id",
                "{{vpc}}",
                "sg-****",
                "<您的专有网络>",
                "您的VPC",
                "vpc-bp1xxxxxxxxx",
                "vsw-2zeXXXX",
                "yourVpcId",
                "[your vpc]",
                "%VPC_ID%",
                "REPLACE_ME",
                "TBD",
                "...",
                "【专有网络】",
                "请填写",
                "CHANGE_ME"
            })
    void whatADocumentWritesInPlaceOfAValueIsNamed(String value) {
        var config = Configs.sound().with("/cloud/networking/vpc_id", value);

        var found = rules(Lint.check(config, HANGZHOU));

        assertTrue(found.contains(Rule.PLACEHOLDER), value + ": " + found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vpc-a1b2",
                "sdxl-turbo",
                "maxxx",
                "yourself",
                "vpc-todo",
                "fillet",
                "a%b%",
                "kimi-no-na-wa",
                "a<b",
                "$HOME",
                "x",
                "xx"
            })
    void realValuesAreNotTakenForOne(String value) {
        var config = Configs.sound().with("/cloud/networking/vpc_id", value);

        assertFalse(rules(Lint.check(config, HANGZHOU)).contains(Rule.PLACEHOLDER), value);
    }

    @Test
    void aShellFillsInItsOwnVariables() {
        var script = "./webui.sh --listen --port=8000 --api --data-dir ${DATA_DIR}";

        var found =
                rules(Lint.check(Configs.sound().with("/containers/0/script", script), HANGZHOU));

        assertFalse(found.contains(Rule.PLACEHOLDER), found.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\":{\"name\":\"plain\",\"instance\":1},\"processor_type\":\"python\",\"processor_path\":\"oss://b/p.tar.gz\",\"processor_entry\":\"app.py\",\"cloud\":{\"computing\":{\"instance_type\":\"ecs.c7.large\"}}}",
                "{\"metadata\":{\"name\":\"plain\",\"instance\":1},\"processor\":\"pmml\",\"model_path\":\"oss://b/m.pmml\",\"cloud\":{\"computing\":{\"instance_type\":\"ecs.c7.large\"}}}"
            })
    void aProcessorNeedsNoContainer(String text) throws Exception {
        var errors =
                Lint.check(text, HANGZHOU).stream()
                        .filter(it -> it.severity() == Severity.ERROR)
                        .toList();

        assertEquals(List.of(), errors);
    }
}
