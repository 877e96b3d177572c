package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What changes of a service mean, in the words of the review.
class ConsequencesTest {
    private static final String LARGE = "ml.gu7i.c16m60.1-gu30";
    private static final String SMALL = "ecs.gn6i-c4g1.xlarge";

    private static final ServiceConfig RUNNING =
            Blueprint.of("sd_poster", "cn-hangzhou", Edition.STANDARD)
                    .withMachine(SMALL)
                    .withOss("oss://pics/atelier/")
                    .withNas("1-a.cn-hangzhou.nas.aliyuncs.com")
                    .withNetwork(new ServiceConfig.Networking("vpc-a", "vsw-a", "sg-a"))
                    .config();

    private final Map<String, OwnPrices.Price> prices =
            Map.of(SMALL, price("3.50"), LARGE, price("8.10"));
    private final Map<String, Machine> machines =
            Map.of(SMALL, machine(SMALL, 16), LARGE, machine(LARGE, 24));

    private static OwnPrices.Price price(String hour) {
        return new OwnPrices.Price(new BigDecimal(hour), "CNY", LocalDate.of(2026, 3, 1));
    }

    private static Machine machine(String type, double gpuMemory) {
        return new Machine(type, 4, 16, "GPU", 1, gpuMemory, true);
    }

    private Consequences words(boolean free) {
        return new Consequences(
                it -> Optional.ofNullable(prices.get(it)),
                it -> Optional.ofNullable(machines.get(it)),
                free);
    }

    private static DeployModel.Compared compared(ServiceConfig draft) throws Exception {
        var info =
                new ServiceInfo(
                        "",
                        RUNNING.name(),
                        "cn-hangzhou",
                        "Running",
                        "",
                        "",
                        "",
                        "",
                        new Secret(""),
                        RUNNING.toJson(),
                        1,
                        1,
                        1,
                        "");
        return DeployModel.Compared.of(info, draft);
    }

    private String said(ServiceConfig draft) throws Exception {
        var compared = compared(draft);
        assertEquals(1, compared.diff().changes().size(), () -> compared.diff().toString());
        return words(false).of(compared.diff().changes().getFirst(), compared);
    }

    @Test
    void instancesAndMachinesSayWhatAnHourCostsThen() throws Exception {
        assertEquals(
                "More calls are worked on at once; each instance is paid."
                        + " ¥7.00/h instead of ¥3.50/h.",
                said(RUNNING.with("/metadata/instance", 2)));
        assertEquals(
                "Another machine: 24 GB of graphics memory instead of 16."
                        + " ¥8.10/h instead of ¥3.50/h.",
                said(RUNNING.withNamed("cloud.computing.instance_type", LARGE)));
    }

    @Test
    void aPriceThatNobodyNotedIsNotGuessed() throws Exception {
        assertEquals(
                "Another machine, with another price."
                        + " The price of one of the two is not known here.",
                said(RUNNING.withNamed("cloud.computing.instance_type", "ml.new")));
    }

    @Test
    void onTheSandboxNoPriceIsNamed() throws Exception {
        var more = compared(RUNNING.with("/metadata/instance", 2));

        var said = words(true).of(more.diff().changes().getFirst(), more);

        assertEquals("More calls are worked on at once; each instance is paid.", said);
    }

    @Test
    void aSecondServiceLeavesTheFirstAsItIs() throws Exception {
        var beside = compared(RUNNING.with("/metadata/name", "sd_other"));

        assertFalse(beside.isChange());
        assertTrue(
                words(false).ofAll(beside).startsWith("sd_poster stays as it is"),
                () -> words(false).ofAll(beside));
        assertEquals(
                "A second service. sd_poster goes on until you stop it.",
                said(RUNNING.with("/metadata/name", "sd_other")));
    }

    @Test
    void anotherImageStartsItAnewAndMoreInstancesDoNot() throws Exception {
        var image = compared(RUNNING.with("/containers/0/image", "a/b:9"));
        var more = compared(RUNNING.with("/metadata/instance", 3));

        assertTrue(Consequences.startsAnew(image.diff().changes().getFirst()));
        assertTrue(words(false).ofAll(image).startsWith("sd_poster starts anew"));
        assertFalse(Consequences.startsAnew(more.diff().changes().getFirst()));
        assertTrue(words(false).ofAll(more).startsWith("sd_poster goes on without a break"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/rpc/keepalive | 60000 | 600000 | A call may take 10 min instead of 1 min.",
                "/metadata/rpc.keepalive | | 90000 | A call may take 1 min 30 s.",
                "/storage/0/oss/path | \"oss://a/\" | \"oss://b/\""
                        + " | Another folder from now on. Pictures in the old one stay there.",
                "/storage/2 | {\"oss\":{}} | |"
                        + " The container does not see it any more. Its files stay where they are.",
                "/containers/0/script | \"a --data-dir /data\" | \"a --data-dir /nas\""
                        + " | Models are read from /nas.",
                "/containers/0/script | \"a\" | \"a --api\""
                        + " | Programs can call it: the API is switched on.",
                "/token | (secret) | (secret) | Programs that call it need the new token.",
                "/x-team-note | | \"poster\""
                        + " | A key that this program does not know. It is sent as it is.",
            })
    void saysWhatAChangeMeans(String path, String before, String after, String words)
            throws Exception {
        var change =
                new Diff.Change(
                        path,
                        Optional.ofNullable(before).orElse(""),
                        Optional.ofNullable(after).orElse(""));
        assertEquals(words, words(false).of(change, compared(RUNNING)));
    }

    @Test
    void longValuesAreCutToWhatDiffers() {
        assertEquals(
                new DiffCard.Cut("…--data-dir /data", "…--api --data-dir nas"),
                DiffCard.Cut.of(
                        "./webui.sh --listen --data-dir /data --x",
                        "./webui.sh --listen --api --data-dir nas --x"));
        assertEquals(
                new DiffCard.Cut("…3.1", "…3.2"),
                DiffCard.Cut.of(
                        "registry.example/pai-eas/webui:3.1",
                        "registry.example/pai-eas/webui:3.2"));
        assertEquals(new DiffCard.Cut("sd_a", "sd_b"), DiffCard.Cut.of("sd_a", "sd_b"));
    }
}
