package dev.atelier.cloud.deploy.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.cloud.deploy.Configs;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys of a known type or spelling that were written otherwise.
class KeyRulesTest {
    private static final LintContext HANGZHOU = LintContext.in("cn-hangzhou");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Finding> of(Rule rule, ServiceConfig config) {
        return Lint.check(config, HANGZHOU).stream().filter(it -> it.rule() == rule).toList();
    }

    /// At each level that people write by hand; with the key that was probably meant.
    @ParameterizedTest
    @CsvSource({
        "/contaners,                 containers",
        "/storages,                  storage",
        "/metadata/instnace,         instance",
        "/metadata/workspace_iid,    workspace_id",
        "/metadata/something_new,    ''",
        "/cloud/networking/vpc_idd,  vpc_id",
        "/containers/0/comand,       command",
        "/storage/0/mount_pth,       mount_path",
        "/storage/1/zzz,             ''",
        "/my_own,                    ''"
    })
    void aKeyOfNoDocumentIsNotedAndKept(String pointer, String meant) {
        var config = Configs.sound().with(pointer, "x");

        var found = of(Rule.UNKNOWN_KEY, config);

        assertEquals(List.of(pointer), found.stream().map(Finding::path).toList());
        assertEquals(Severity.NOTE, found.getFirst().severity());
        var advice = found.getFirst().remedy();
        assertEquals(
                meant.isEmpty()
                        ? "Nothing needs to be done where it is meant."
                        : "Did you mean \"" + meant + "\"?",
                advice);
        assertEquals(config, Lint.fixed(config, HANGZHOU), "a guess is nobody's decision");
    }

    /// Keys of the vendor's pages and samples, at the places that these show.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dockerAuth",
                "/model_path",
                "/oss_endpoint",
                "/model_entry",
                "/model_config",
                "/processor_mainclass",
                "/warm_up_data_path",
                "/aimaster",
                "/autoscaler",
                "/labels",
                "/meta",
                "/unit",
                "/sinker",
                "/confidential",
                "/networking",
                "/runtime.enable_crash_block",
                "/features",
                "/metadata/rdma",
                "/metadata/qos",
                "/metadata/rolling_strategy",
                "/metadata/scheduling.spread.policy",
                "/metadata/eas.termination_grace_period",
                "/metadata/workers",
                "/metadata/gateway",
                "/cloud/networking/destination_cidrs",
                "/containers/0/prepare",
                "/containers/0/startup_check",
                "/containers/0/env",
                "/storage/0/dataset",
                "/storage/0/git",
                "/storage/0/image",
                "/storage/0/empty_dir",
                "/storage/0/properties"
            })
    void aDocumentedKeyIsNotNoted(String pointer) {
        var config = Configs.sound().with(pointer, "x");

        assertEquals(List.of(), of(Rule.UNKNOWN_KEY, config));
    }

    /// One sentence for one mistake.
    @Test
    void anotherSpellingIsNotAlsoUnknown() {
        for (var pointer :
                List.of("/Metadata", "/metadata/workspaceId", "/cloud/networking/vpcId")) {
            var config = Configs.sound().with(pointer, "x");
            assertEquals(1, of(Rule.KEY_SPELLING, config).size(), pointer);
            assertEquals(List.of(), of(Rule.UNKNOWN_KEY, config), pointer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/storage/0/oss/readOnly              | \"true\"    | true",
                "/storage/0/oss/readOnly              | \"False\"   | false",
                "/storage/1/nfs/readOnly              | 1           | true",
                "/metadata/enable_webservice          | \"true\"    | true",
                "/metadata/enable_webservice          | \"yes\"     | true",
                "/metadata/instance                   | \"2\"       | 2",
                "/metadata/rpc.rate_limit             | \"10\"      | 10",
                "/metadata/name                       | 12345       | \"12345\"",
                "/metadata/workspace_id               | 4711        | \"4711\"",
                "/containers/0/port                   | \"8000\"    | 8000",
                "/options/enableCache                 | \"on\"      | true",
                "/cloud/computing/disable_spot_protection_period | \"false\" | false"
            })
    void aValueOfAnotherTypeIsWrittenAsItsOwn(String pointer, String wrong, String right)
            throws Exception {
        var config = Configs.sound().with(pointer, JSON.readTree(wrong));

        var found = of(Rule.WRONG_TYPE, config);

        assertEquals(List.of(pointer), found.stream().map(Finding::path).toList());
        var fixed = found.getFirst().fix().orElseThrow().apply(config);
        assertEquals(JSON.readTree(right), fixed.at(pointer));
        assertEquals(List.of(), of(Rule.WRONG_TYPE, fixed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/storage/0/oss/readOnly     | \"maybe\"",
                "/metadata/enable_webservice | {}",
                "/metadata/instance          | \"many\"",
                "/containers/0/script        | [\"./webui.sh\"]",
                "/metadata/rpc               | 600000"
            })
    void aValueThatCanMeanAnythingIsAPersonsToWrite(String pointer, String wrong) throws Exception {
        var found =
                of(Rule.WRONG_TYPE, Configs.sound().with(pointer, JSON.readTree(wrong))).stream()
                        .filter(it -> it.path().equals(pointer))
                        .toList();

        assertEquals(1, found.size());
        assertFalse(found.getFirst().hasFix());
    }

    @ParameterizedTest
    @CsvSource({
        "/storage/0/oss/readonly,        /storage/0/oss/readOnly,         true",
        "/storage/0/oss/read_only,       /storage/0/oss/readOnly,         true",
        "/storage/0/mountPath,           /storage/0/mount_path,           /data",
        "/metadata/enableWebservice,     /metadata/enable_webservice,     true",
        "/metadata/rpc/keepAlive,        /metadata/rpc/keepalive,         600000",
        "/metadata/rpc/workerThreads,    /metadata/rpc/worker_threads,    1",
        "/cloud/computing/instanceType,  /cloud/computing/instance_type,  ml.gu7i.c16m60.1-gu30",
        "/cloud/networking/vpcId,        /cloud/networking/vpc_id,        vpc-a1"
    })
    void anotherSpellingOfAKeyIsCorrected(String wrong, String right, String value)
            throws Exception {
        var node = value.matches("true|\\d+") ? JSON.readTree(value) : JSON.valueToTree(value);
        var config = Configs.sound().without(right).with(wrong, node);

        var found = of(Rule.KEY_SPELLING, config);

        assertEquals(List.of(wrong), found.stream().map(Finding::path).toList());
        assertTrue(found.getFirst().remedy().contains(right.replaceFirst(".*/", "")));
        var fixed = found.getFirst().fix().orElseThrow().apply(config);
        assertEquals(node, fixed.at(right));
        assertTrue(fixed.at(wrong).isMissingNode());
        assertEquals(List.of(), of(Rule.KEY_SPELLING, fixed));
    }

    /// EAS ignores the other one, so it says nothing.
    @Test
    void ofTwoSpellingsTheKnownOneStays() {
        var config = Configs.sound().with("/storage/0/oss/read_only", true);

        var fixed = of(Rule.KEY_SPELLING, config).getFirst().fix().orElseThrow().apply(config);

        assertEquals(Configs.sound(), fixed);
    }

    @Test
    void theKeepaliveThatIsTooShortIsCorrectedWhereItStands() {
        for (var pointer : List.of("/metadata/rpc/keepalive", "/metadata/rpc.keepalive")) {
            var config = Configs.sound().without("/metadata/rpc/keepalive").with(pointer, 5000);

            var fixed = of(Rule.KEEPALIVE, config).getFirst().fix().orElseThrow().apply(config);

            assertEquals(600_000, fixed.at(pointer).asInt());
            assertEquals(List.of(), of(Rule.KEEPALIVE, fixed));
        }
    }

    /// Whatever stands in place of an object, correcting the rest ends.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\":\"x\",\"containers\":{\"image\":\"i\"},\"storage\":\"no\",\"cloud\":[1]}",
                "{\"metadata\":[],\"containers\":[1],\"storage\":[[]],\"queue\":7}",
                "{\"metadata\":{\"rpc\":true,\"type\":\"Async\"},\"containers\":[{\"port\":{}}]}"
            })
    void nonsenseIsFoundAndNothingBreaks(String text) throws Exception {
        assertFalse(of(Rule.WRONG_TYPE, ServiceConfig.read(text)).isEmpty());

        var fixed = Lint.fixed(ServiceConfig.read(text), HANGZHOU);

        assertTrue(Lint.check(fixed, HANGZHOU).stream().noneMatch(it -> it.fix().isPresent()));
    }
}
