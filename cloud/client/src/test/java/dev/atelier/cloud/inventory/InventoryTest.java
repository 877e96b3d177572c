package dev.atelier.cloud.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.account.SignedCalls;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an account has, asked of the sandbox, which checks every signature.
class InventoryTest {
    private static final String REGION = "cn-shanghai";

    private final Faults faults = new Faults();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    @TempDir private Path folder;
    private Sandbox sandbox;
    private Inventory inventory;

    @BeforeEach
    void start() throws IOException {
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var settings = CloudSettings.inMemory(0, idle).withFaults(faults);
        sandbox = Sandbox.start(LocalStore.in(settings, "pictures"));
        inventory = inventory(keys());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Credentials keys() {
        var account = sandbox.account();
        return Credentials.of(account.accessKeyId(), account.accessKeySecret(), REGION);
    }

    private Optional<URI> address() {
        return Optional.of(URI.create(sandbox.address()));
    }

    private Inventory inventory(Credentials keys) {
        var endpoint = OssEndpoint.at(address().orElseThrow(), keys.region());
        return new Inventory(
                new SignedCalls(keys, address()),
                () -> new OssStore(keys, endpoint, folder),
                () -> now,
                Duration.ofMinutes(10));
    }

    private void deny(String... calls) {
        faults.set(List.<Fault>copyOf(List.of(calls).stream().map(Fault.Denied::new).toList()));
    }

    private static <T> List<T> listed(Choice<T> choice) {
        assertInstanceOf(Choice.Listed.class, choice, choice.toString());
        assertTrue(((Choice.Listed<T>) choice).whole());
        return choice.orNone();
    }

    @Test
    void knowsWhoAsks() throws Exception {
        var who = Identity.ask(new SignedCalls(keys(), address()));
        assertEquals(sandbox.account().id(), who.accountId());
        assertEquals("Account", who.kind());
        var lent =
                new Credentials(
                        keys().accessKeyId(),
                        keys().accessKeySecret(),
                        Optional.of(new Secret("session")),
                        REGION);
        assertEquals(who, Identity.ask(new SignedCalls(lent, address())));
    }

    @Test
    void listsWhatAServiceCanBeMadeOf() {
        assertTrue(listed(inventory.regions()).stream().anyMatch(it -> it.id().equals(REGION)));
        assertEquals(2, listed(inventory.vpcs()).size());
        assertFalse(listed(inventory.workspaces()).isEmpty());
        assertTrue(listed(inventory.images()).stream().allMatch(it -> it.isWebui()));
        assertTrue(listed(inventory.images()).getFirst().uri().contains(REGION));
        var machines = listed(inventory.machines());
        assertTrue(machines.stream().anyMatch(it -> it.hasGpu() && it.inStock()));
        assertTrue(machines.stream().anyMatch(it -> !it.inStock()));
        assertTrue(machines.stream().anyMatch(it -> !it.hasGpu()));
    }

    @Test
    void findsTheBucketsOfTheRegion() {
        var choice = inventory(keys().withRegion("cn-hangzhou")).buckets();
        assertEquals("pictures", listed(choice).getFirst().name());
    }

    @Test
    void showsOnlyWhatIsInTheChosenNetwork() {
        var vpc = listed(inventory.vpcs()).getFirst().id();
        var parts = listed(inventory.vswitches(vpc));
        assertTrue(parts.stream().allMatch(it -> it.vpc().equals(vpc)), parts.toString());
        assertTrue(parts.stream().allMatch(it -> it.zone().startsWith(REGION)));
        var groups = listed(inventory.securityGroups(vpc));
        assertTrue(groups.stream().allMatch(it -> it.vpc().equals(vpc)), groups.toString());
        var zone = parts.getFirst().zone();
        assertEquals(
                parts.stream().filter(it -> it.zone().equals(zone)).toList(),
                inventory.vswitches(vpc).only(it -> it.zone().equals(zone)).orNone());
        assertTrue(listed(inventory.vswitches("")).size() > parts.size());
    }

    @Test
    void aFileSystemPlacesItsServiceInItsNetwork() {
        var system =
                listed(inventory.fileSystems()).stream()
                        .filter(it -> it.isMountable())
                        .findFirst()
                        .orElseThrow();
        var target = listed(inventory.mountTargets(system.id())).getFirst();
        assertEquals(system.targets(), List.of(target));
        assertTrue(target.isActive());
        var placed = Placement.NONE.withTarget(target);
        assertTrue(
                listed(inventory.vswitches(placed.vpc())).stream()
                        .map(Network.VSwitch::id)
                        .anyMatch(placed.vswitch()::equals));
        var group = listed(inventory.securityGroups(placed.vpc())).getFirst();
        assertTrue(placed.withGroup(group).isWhole());
    }

    @Test
    void asksAgainOnlyOnRequestOrAfterAWhile() {
        var first = inventory.vpcs();
        now = now.plusSeconds(60);
        assertSame(first, inventory.vpcs());
        assertEquals(Duration.ofSeconds(60), assertInstanceOf(Choice.Listed.class, first).age(now));
        inventory.refresh();
        var second = assertInstanceOf(Choice.Listed.class, inventory.vpcs());
        assertEquals(now, second.at());
        now = now.plus(Duration.ofMinutes(11));
        assertEquals(now, assertInstanceOf(Choice.Listed.class, inventory.vpcs()).at());
    }

    @Test
    void whatMayNotBeListedIsTyped() {
        deny("DescribeVpcs", "DescribeFileSystems", "GET /api/v1/workspaces");
        var vpcs = assertInstanceOf(Choice.ByHand.class, inventory.vpcs());
        assertEquals("vpc:DescribeVpcs", vpcs.permission());
        assertTrue(
                vpcs.reason().english().endsWith("; the call needs vpc:DescribeVpcs."),
                vpcs.reason().english());
        assertEquals(
                "nas:DescribeFileSystems",
                assertInstanceOf(Choice.ByHand.class, inventory.fileSystems()).permission());
        assertEquals(
                "paiworkspace:ListWorkspaces",
                assertInstanceOf(Choice.ByHand.class, inventory.workspaces()).permission());
        assertFalse(listed(inventory.machines()).isEmpty());
    }

    @Test
    void wrongKeysLackNoPermission() {
        var wrong = Credentials.of(keys().accessKeyId(), "not it", REGION);
        var vpcs = assertInstanceOf(Choice.ByHand.class, inventory(wrong).vpcs());
        assertEquals("", vpcs.permission());
        var buckets = assertInstanceOf(Choice.ByHand.class, inventory(wrong).buckets());
        assertEquals("", buckets.permission());
        assertFalse(buckets.reason().english().contains("not it"), buckets.reason().english());
    }

    @Test
    void aFailureIsNotRemembered() {
        faults.set(List.of(new Fault.Throttling(0)));
        assertInstanceOf(Choice.Failed.class, inventory.vpcs());
        faults.set(List.of());
        assertFalse(listed(inventory.vpcs()).isEmpty());
    }

    @Test
    void aRefusedServiceCallNamesWhatItLacks() {
        deny("POST /api/v2/services", "GET /api/v2/services");
        var eas = new EasClient(keys(), address());
        var config = Blueprint.sync("sd_test", REGION).config();
        var refused = assertThrows(EasException.class, () -> eas.create(config));
        assertEquals(EasException.Kind.FORBIDDEN, refused.kind());
        assertEquals(Optional.of("eas:CreateService"), refused.permission());
        assertTrue(String.valueOf(refused.getMessage()).contains("eas:CreateService"));
        assertEquals(
                Optional.of("eas:ListServices"),
                assertThrows(EasException.class, eas::list).permission());
    }

    @Test
    void nobodyThereIsAFailure() throws CallException {
        var gone = new SignedCalls(keys(), address());
        sandbox.close();
        var refused = assertThrows(CallException.class, () -> Identity.ask(gone));
        assertEquals(CallException.Kind.UNREACHABLE, refused.kind());
        assertInstanceOf(Choice.Failed.class, inventory.buckets());
    }
}
