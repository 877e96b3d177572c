package dev.atelier.app.cli.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.app.account.CloudAccess;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.eas.ServiceScaling;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Ledger;
import dev.atelier.sandbox.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// The commands against a sandbox, as a user would type them.
class CloudCommandsTest extends CloudCommandsRig {
    @Test
    void takesAServiceThroughItsLife() {
        assertEquals(0, run("deploy", "--sync", "--name", "sd_boat"), err.toString());
        assertTrue(out.toString().strip().endsWith("/api/predict/sd_boat"), out.toString());
        assertTrue(err.toString().contains("Running"), err.toString());
        assertFalse(err.toString().contains(token()), "a token was printed");

        assertEquals(0, run("services", "list"));
        assertTrue(out.toString().matches("(?s)sd_boat +Running +1/1 .*"), out.toString());
        assertEquals(0, run("services", "stop", "sd_boat"), err.toString());
        assertEquals(0, run("services", "start", "sd_boat"), err.toString());
        assertEquals(0, run("services", "logs", "sd_boat"));
        assertFalse(out.toString().isBlank());
        assertEquals(0, run("services", "events", "sd_boat"));
        assertFalse(out.toString().isBlank());
        assertEquals(1, run("services", "delete", "sd_boat"));
        assertTrue(err.toString().contains("--yes"), err.toString());
        assertEquals(0, run("services", "delete", "--yes", "sd_boat"));
    }

    /// A lease whose program was killed: another command, an hour later, ends it and says so.
    @Test
    void aLeaseEndsAtTheLatestWithTheNextCommand() {
        deployQueued();
        cancellation.cancel(); // the watch ends at once, as with Ctrl+C; the lease stays
        assertEquals(130, run("services", "lease", "sd_wait", "--idle", "30m"), err.toString());

        later = Duration.ofMinutes(20);
        assertEquals(0, run("services", "list"));
        assertTrue(out.toString().contains("Running"), out.toString());

        later = Duration.ofMinutes(40);
        assertEquals(0, run("services", "list"));
        assertTrue(err.toString().contains("no program watched it"), err.toString());
        assertTrue(err.toString().contains("sd_wait is stopped"), err.toString());
        assertTrue(out.toString().contains("Stopped"), out.toString());
    }

    /// A lease that is over, as a killed program leaves it.
    private void putDue(String name, String region) throws IOException {
        var past = Optional.of(Instant.now().minusSeconds(60));
        var lease = Lease.begun(name, region, past, Optional.empty(), Instant.now());
        spending().leases().put(lease);
    }

    /// Another account's service of the same name is not stopped for it, and its own runs on, so
    /// the lease stays, beside the other's.
    @Test
    void aLeaseIsOfTheAccountThatItWasMadeWith() throws IOException {
        deployQueued();
        var past = Optional.of(Instant.now().minusSeconds(60));
        var theirs =
                new Lease(
                        "sd_wait", "cn-hangzhou", past, Optional.empty(), Instant.now(), -1, "42");
        spending().leases().put(theirs);
        assertEquals(0, run("services", "list"));
        assertTrue(err.toString().contains("belongs to the account 42"), err.toString());
        assertTrue(out.toString().contains("Running"), out.toString());

        cancellation.cancel();
        assertEquals(130, run("services", "lease", "sd_wait", "--idle", "30m"), err.toString());
        assertEquals(
                List.of("1000000000000001", "42"),
                spending().leases().all().stream().map(Lease::account).sorted().toList());
        later = Duration.ofMinutes(40);
        assertEquals(0, run("services", "list"));
        assertTrue(out.toString().contains("Stopped"), out.toString());
        assertEquals(
                List.of(theirs.account()),
                spending().leases().all().stream().map(Lease::account).toList());
        assertEquals(0, run("services", "lease", "sd_wait", "--forget"));
    }

    /// The region counts that the lease was made in, whatever is set later.
    @Test
    void aLeaseEndsInItsOwnRegion() {
        String[] far = {"--region", "cn-beijing"};
        assertEquals(
                0,
                run(
                        "deploy",
                        "--async",
                        "--name",
                        "sd_far",
                        "--oss",
                        "oss://pictures/sd/",
                        far[0],
                        far[1]),
                err.toString());
        cancellation.cancel();
        assertEquals(
                130,
                run("services", "lease", "sd_far", "--idle", "30m", far[0], far[1]),
                err.toString());

        later = Duration.ofMinutes(40);
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(err.toString().contains("sd_far is stopped"), err.toString());
        assertEquals(0, run("services", "list", far[0], far[1]), err.toString());
        assertTrue(out.toString().matches("(?s)sd_far +Stopped .*"), out.toString());
    }

    /// With another account or region a service is not found. It may run all the same.
    @Test
    void aLeaseIsKeptWhereItsServiceIsNotFound() throws IOException {
        putDue("sd_lost", "cn-shanghai");
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(err.toString().contains("sd_lost is not found in cn-shanghai"), err.toString());
        assertFalse(err.toString().contains("is stopped"), err.toString());
        assertEquals(1, spending().leases().all().size());

        assertEquals(
                0,
                run("services", "lease", "sd_lost", "--forget", "--region", "cn-shanghai"),
                err.toString());
        assertEquals(0, run("services", "list"), err.toString());
        assertFalse(err.toString().contains("sd_lost"), err.toString());
    }

    /// What the lease's own line promises.
    @Test
    void everyCommandAboutServicesEndsWhatIsDue() throws IOException {
        deployQueued();
        assertEquals(0, run("deploy", "--sync", "--name", "sd_plain"), err.toString());
        for (var command :
                List.of(
                        "services logs sd_plain",
                        "services events sd_plain",
                        "services cap --day 0",
                        "services price m 1 CNY",
                        "services stop sd_plain",
                        "services delete --yes sd_plain",
                        "queue ls sd_wait",
                        "deploy --sync --name sd_new")) {
            putDue("sd_wait", "cn-hangzhou");
            run(command.split(" "));
            assertTrue(err.toString().contains("sd_wait is stopped"), command + ": " + err);
            assertEquals(0, run("services", "start", "sd_wait"), err.toString());
        }
    }

    /// The command goes on after the warning, and waits for nothing.
    @Test
    void aLeaseThatCannotBeEndedDoesNotHoldUpACommand() throws IOException {
        deployQueued();
        putDue("sd_wait", "cn-hangzhou");
        faults.set(List.of(new Fault.Denied("PUT /api/v2/services/cn-hangzhou/sd_wait/stop")));
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(err.toString().contains("COULD NOT BE STOPPED"), err.toString());
        assertTrue(out.toString().contains("sd_wait"), out.toString());

        faults.set(List.of(new Fault.Denied("GET /api/v2/services/cn-hangzhou/sd_wait")));
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(err.toString().contains("could not be ended and is kept"), err.toString());
        assertEquals(1, spending().leases().all().size());
    }

    @Test
    void theTimerOfALeaseGoesWithIt() throws Exception {
        deployQueued();
        cancellation.cancel();
        var soon =
                LocalTime.now(ZoneId.systemDefault())
                        .plusHours(1)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
        String[] timed = {"services", "lease", "sd_wait", "--until", soon};
        assertEquals(130, run(timed), err.toString());
        assertEquals(List.of("atelier-lease"), timers());
        assertEquals(130, run("services", "lease", "sd_wait", "--idle", "30m"), err.toString());
        assertEquals(List.of(), timers());

        assertEquals(130, run(timed), err.toString());
        later = Duration.ofHours(2);
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(err.toString().contains("sd_wait is stopped"), err.toString());
        assertEquals(List.of(), timers());
    }

    @Test
    void aStoppedServiceHasNoTimer() throws Exception {
        deployQueued();
        var eas = new CloudAccess(environment, folder).eas(Optional.empty());
        var own = new ServiceScaling.ByClock("mine", "0 0 9 * * 1-5", 1, "Asia/Shanghai");
        var lease = new ServiceScaling.ByClock("atelier-lease", "0 0 9 1 1 *", 0, "Asia/Shanghai");
        eas.scaling("sd_wait").setByClock(List.of(own, lease));
        assertEquals(0, run("services", "stop", "sd_wait"), err.toString());
        assertEquals(List.of("mine"), timers());
    }

    private List<String> timers() throws Exception {
        var eas = new CloudAccess(environment, folder).eas(Optional.empty());
        return eas.scaling("sd_wait").byClock().stream().map(ServiceScaling.ByClock::job).toList();
    }

    @Test
    void aDeletedServiceHasNoLeaseAndCostsNothingMore() throws IOException {
        deployQueued();
        putDue("sd_wait", "cn-hangzhou");
        assertEquals(0, run("services", "delete", "--yes", "sd_wait"), err.toString());
        assertEquals(List.of(), spending().leases().all());

        // One of the same name, hours later, is another one.
        var ledger = spending().ledger();
        ledger.saw(
                new Ledger.Key("cn-hangzhou", "sd_wait"),
                PRICED,
                1,
                Instant.now().plus(Duration.ofHours(3)));
        var costs = ledger.since(Instant.EPOCH, OwnPrices.of(new Properties()));
        assertTrue(
                costs.stream().allMatch(it -> it.time().compareTo(Duration.ofHours(1)) < 0),
                costs.toString());
    }

    /// Another account's service of the same name may still run.
    @Test
    void deletingWhatIsGoneDropsOnlyTheLeaseOfTheAccountInUse() throws Exception {
        deployQueued();
        var account = new CloudAccess(environment, folder).eas(Optional.empty());
        var own = account.describe("sd_wait").account();
        account.delete("sd_wait");
        var deleted = Instant.now().plusSeconds(20);
        while (account.find("sd_wait").isPresent() && Instant.now().isBefore(deleted)) {
            Thread.sleep(20);
        }
        putLease("sd_wait", own);
        putLease("sd_wait", "42");

        assertEquals(1, run("services", "delete", "--yes", "sd_wait"), err.toString());
        assertTrue(err.toString().contains("it is deleted already"), err.toString());
        assertEquals(List.of("42"), accounts());

        putLease("sd_wait", own);
        assertEquals(0, run("services", "lease", "sd_wait", "--forget"), err.toString());
        assertEquals(List.of("42"), accounts());
    }

    private void putLease(String name, String account) throws IOException {
        var end = Optional.of(Instant.now().plusSeconds(3600));
        var lease =
                new Lease(name, "cn-hangzhou", end, Optional.empty(), Instant.now(), -1, account);
        spending().leases().put(lease);
    }

    private List<String> accounts() throws IOException {
        return spending().leases().all().stream().map(Lease::account).sorted().toList();
    }

    @Test
    void theListShowsWhichServicesHaveAQueue() {
        deployQueued();
        assertEquals(0, run("deploy", "--sync", "--name", "sd_plain"), err.toString());
        assertEquals(0, run("services", "list"), err.toString());
        assertTrue(
                out.toString().matches("(?s).*sd_wait +Running +1/1  queue  http.*"),
                out.toString());
        assertTrue(out.toString().matches("(?s).*sd_plain +Running +1/1 +http.*"), out.toString());
        assertEquals(0, run("services", "list", "--json"), err.toString());
        assertEquals(1, out.toString().split("\"queue\" : true", -1).length - 1, out.toString());
    }

    @Test
    void aPriceOfAMachineThatIsNotRentedIsRemarked() {
        assertEquals(0, run("services", "price", PRICED, "12.5", "CNY"), err.toString());
        assertEquals("", err.toString());
        assertEquals(0, run("services", "price", PRICED + "0", "12.5", "CNY"));
        assertTrue(err.toString().contains("no machine type that this region rents"));
        sandbox.close();
        assertEquals(0, run("services", "price", "unheard-of", "1", "CNY"));
        assertEquals("", err.toString());
    }

    /// Nothing asks for costs in between: the deployed service is noted and looked at again.
    @Test
    void theCapHoldsForDeploymentsToo() {
        later = untilADayHasRoom();
        deployQueued();
        assertEquals(0, run("services", "price", PRICED, "12.5", "CNY"), err.toString());
        assertEquals(0, run("services", "cap", "--month", "5"), err.toString());
        assertEquals(0, run("deploy", "--sync", "--name", "sd_early"), err.toString());
        assertEquals(0, run("services", "price", PRICED, "100000", "CNY"), err.toString());
        later = later.plusHours(1);
        assertEquals(1, run("deploy", "--sync", "--name", "sd_late"));
        assertTrue(err.toString().contains("cap of 5 CNY a month"), err.toString());
        assertEquals(0, run("services", "list"), err.toString());
        assertFalse(out.toString().contains("sd_late"), out.toString());
    }

    /// Of a service without a queue, its webui says when it worked.
    @Test
    void aLeaseStopsASynchronousServiceThatIdles() throws Exception {
        assertEquals(0, run("deploy", "--sync", "--name", "sd_plain"), err.toString());
        assertEquals(0, run("services", "lease", "sd_plain", "--idle", "1s"), err.toString());
        assertTrue(err.toString().contains("sd_plain is stopped"), err.toString());
        assertEquals(List.of(), spending().leases().all());
    }

    @Test
    void aLeaseNeedsATime() {
        assertEquals(0, run("deploy", "--sync", "--name", "sd_plain"), err.toString());
        assertEquals(1, run("services", "lease", "sd_plain"));
        assertEquals(1, run("services", "lease", "sd_plain", "--until", "25:00"));
    }

    /// Prices come from the user only; the cap blocks a start with a sentence.
    @Test
    void costsAreTimeTimesAPriceThatWasSaid() {
        later = untilADayHasRoom();
        deployQueued();
        assertEquals(0, run("services", "cost"), err.toString());
        later = later.plusHours(1);
        assertEquals(0, run("services", "cost"), err.toString());
        assertTrue(out.toString().contains("price not known"), out.toString());

        assertEquals(0, run("services", "price", PRICED, "12.5", "CNY"), err.toString());
        assertEquals(0, run("services", "cost"), err.toString());
        assertTrue(
                out.toString().matches("(?s).*sd_wait +cn-hangzhou +" + PRICED + " +1\\.0\\d h .*"),
                out.toString());
        assertTrue(out.toString().contains("12.5"), out.toString());

        assertEquals(0, run("services", "cap", "--month", "5"), err.toString());
        assertEquals(0, run("services", "stop", "sd_wait"), err.toString());
        assertEquals(1, run("services", "start", "sd_wait"));
        assertTrue(err.toString().contains("cap of 5 CNY a month"), err.toString());
        assertEquals(0, run("services", "cap", "--month", "0"));
        assertEquals(0, run("services", "start", "sd_wait"), err.toString());
    }

    /// What was seen before is on this computer.
    @Test
    void costsAreShownWithoutACloud() {
        deployQueued();
        assertEquals(0, run("services", "cost"), err.toString());
        sandbox.close();
        assertEquals(0, run("services", "cost"), err.toString());
        assertTrue(out.toString().contains("  sd_wait  cn-hangzhou  "), out.toString());
        assertTrue(err.toString().startsWith("No look at the services now"), err.toString());
        environment.clear();
        assertEquals(0, run("services", "cost"), err.toString());
        assertTrue(out.toString().contains("  sd_wait  cn-hangzhou  "), out.toString());
    }

    /// The account's region counts where none is given: for the service, its image and the checks.
    @Test
    void deploysToTheRegionOfTheAccount() throws IOException {
        environment.put("ALIBABA_CLOUD_REGION_ID", "cn-beijing");

        assertEquals(0, run("deploy", "--sync", "--name", "sd_north", "--dry-run"), err.toString());
        assertTrue(out.toString().contains("cn-beijing"), out.toString());
        assertFalse(out.toString().contains("cn-hangzhou"), out.toString());
        assertEquals(0, run("deploy", "--sync", "--name", "sd_north"), err.toString());

        run("services", "list", "--region", "cn-beijing");
        assertTrue(out.toString().contains("sd_north"), out.toString() + err);
        run("services", "list", "--region", "cn-hangzhou");
        assertFalse(out.toString().contains("sd_north"), out.toString());
    }

    private String token() {
        return sandbox.deploy("sd_boat", "{}");
    }

    @Test
    void tellsServicesToScripts() throws IOException {
        assertEquals(
                0,
                run("deploy", "--async", "--name", "sd_many", "--oss", "oss://pictures/sd/"),
                err.toString());
        assertEquals(0, run("services", "list", "--json"));
        var services = new ObjectMapper().readTree(out.toString()).path("services");
        assertEquals("sd_many", services.path(0).path("name").asText());
        assertEquals("Running", services.path(0).path("status").asText());
        var address = sandbox.address() + "/api/predict/sd_many";
        assertEquals(address, services.path(0).path("endpoint").asText());
    }

    @Test
    void showsWhatItWouldSendAndSendsNothing() throws IOException {
        environment.clear();
        assertEquals(0, run("deploy", "--sync", "--name", "sd_dry", "--dry-run"), err.toString());
        var sent = new ObjectMapper().readTree(out.toString());
        assertEquals("sd_dry", sent.path("metadata").path("name").asText());
    }

    @Test
    void refusesAConfigThatWouldNotRunAndFixesWhatIsEasy() throws IOException {
        var file =
                file(
                        """
                        {"metadata": {"name": "sd_trap", "instance": 1, "rpc": {"keepalive": 600000}},
                         "containers": [{"image": "eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
                           "script": "./webui.sh --listen --port 7860 --api", "port": 8000}],
                         "cloud": {"computing": {"instance_type": "ml.gu7i.c16m60.1-gu30"}},}
                        """);
        assertEquals(1, run("deploy", file.toString(), "--dry-run"));
        assertTrue(err.toString().contains("/containers/0"), err.toString());
        assertTrue(err.toString().contains("In line 4 a comma"), err.toString());
        assertEquals("", out.toString());

        assertEquals(0, run("deploy", file.toString(), "--dry-run", "--fix"), err.toString());
        assertTrue(err.toString().contains("fixed"), err.toString());
        assertTrue(out.toString().contains("\"port\": 7860"), out.toString());
    }

    @Test
    void changesAServiceOnlyWhenAsked() {
        run("deploy", "--sync", "--name", "sd_boat");
        assertEquals(0, run("deploy", "--sync", "--name", "sd_boat"));
        assertTrue(err.toString().contains("just so already"), err.toString());

        String[] other = {
            "deploy", "--sync", "--name", "sd_boat", "--machine", "ecs.gn7i-c8g1.2xlarge"
        };
        assertEquals(1, run(other));
        assertTrue(err.toString().contains("/cloud/computing/instance_type"), err.toString());
        assertTrue(err.toString().contains("--replace"), err.toString());

        var replaced = List.of(other).toArray(new String[other.length + 1]);
        replaced[other.length] = "--replace";
        assertEquals(0, run(replaced), err.toString());
    }

    @Test
    void saysWhereItLookedForKeys() {
        environment.remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
        assertEquals(1, run("services", "list"));
        assertTrue(err.toString().contains("ALIBABA_CLOUD_ACCESS_KEY_ID"), err.toString());
        assertTrue(err.toString().contains("config.json"), err.toString());
    }

    @Test
    void saysWhoseKeyItIsAndWhatItLacks() throws IOException {
        environment.put("ATELIER_OSS_ENDPOINT", "http://127.0.0.1:9");
        assertEquals(0, run("whoami", "--region", "cn-shanghai"), err.toString());
        assertTrue(out.toString().contains(sandbox.account().id()), out.toString());
        assertTrue(out.toString().contains("environment"), out.toString());
        assertTrue(out.toString().contains("cn-shanghai"), out.toString());
        assertTrue(out.toString().contains("missing   nothing"), out.toString());
        assertTrue(err.toString().contains("Nothing listens at 127.0.0.1:9"), err.toString());

        faults.set(
                List.of(
                        new Fault.Denied("DescribeVpcs"),
                        new Fault.Denied("GET /api/v2/services")));
        assertEquals(0, run("whoami", "--json"), err.toString());
        var said = new ObjectMapper().readTree(out.toString());
        assertEquals(
                "[\"eas:ListServices\",\"vpc:DescribeVpcs\"]", said.path("missing").toString());
        assertFalse(out.toString().contains(sandbox.account().accessKeySecret()));
        assertEquals(1, run("services", "list"));
        assertTrue(err.toString().contains("the call needs eas:ListServices"), err.toString());
    }

    @Test
    void asksNobodyElseForAFalseRegion() {
        assertEquals(2, run("whoami", "--region", "evil.example/"));
        assertTrue(err.toString().contains("expected a region such as"), err.toString());
    }

    @Test
    void printsAPolicyWithoutAnAccount() throws IOException {
        environment.clear();
        assertEquals(0, run("policy", "--bucket", "my-pictures"), err.toString());
        var policy = new ObjectMapper().readTree(out.toString());
        assertTrue(policy.toString().contains("acs:oss:*:*:my-pictures/*"), policy.toString());
        assertEquals(1, run("policy", "--bucket", "*"));
        assertTrue(err.toString().contains("no bucket can be called"), err.toString());
    }

    @Test
    void stopsWaitingWhenCancelled() {
        faults.set(List.of(new Fault.ColdStart(Duration.ofMinutes(5))));
        cancellation.cancel();
        assertEquals(1, run("deploy", "--sync", "--name", "sd_slow"));
        assertEquals(0, run("services", "list"));
        assertTrue(out.toString().contains("sd_slow"), out.toString());
    }

    @Test
    void takesTheKeptKeyWhereNoOtherPlaceHasOne() {
        environment.remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
        environment.remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        var account = sandbox.account();
        keys.keep(
                CloudAccess.KEPT,
                Credentials.of(account.accessKeyId(), account.accessKeySecret(), ""));
        assertEquals(0, run("services", "list"), err.toString());

        assertEquals(0, run("login", "--forget"), err.toString());
        assertEquals(1, run("services", "list"));
        assertTrue(err.toString().contains("atelier login"), err.toString());
    }

    @Test
    void saysWhenTheSecretCannotBeKept() {
        assertEquals(1, run("login", "--id", "LTAI5tExample"));
        assertTrue(err.toString().contains("There is no key store here."), err.toString());
        assertFalse(err.toString().contains("a-typed-secret"), err.toString());
        assertEquals(1, run("login"));
        assertTrue(err.toString().contains("--id"), err.toString());
    }
}
