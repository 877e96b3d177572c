package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedCallsTest {
    private static final String SERVICES = "/api/v2/services";

    private final Faults faults = new Faults();
    private Sandbox sandbox;
    private Vendor vendor;

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, new Painter().backend())
                                .withDurations(StateDurations.INSTANT)
                                .withFaults(faults));
        vendor = new Vendor(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void tellsWhoIsCalling() throws ClientException {
        var answer = vendor.rpc("2015-04-01", "GetCallerIdentity", Map.of());

        assertEquals(sandbox.account().id(), answer.path("AccountId").asText());
        assertFalse(answer.path("RequestId").asText().isEmpty());
    }

    @Test
    void acceptsSignedQueriesOfAllLetters() throws ClientException {
        var odd = Map.of("Filter", "a b*~+/é中文&=", "PageSize", "5");

        assertEquals(0, vendor.roa(MethodType.GET, SERVICES, odd, "").path("TotalCount").asInt());
        assertEquals(
                0,
                vendor.rpc("2016-04-28", "DescribeVpcs", Map.of("VpcName", "a b*~+/é中文&="))
                        .path("TotalCount")
                        .asInt());
    }

    @Test
    void acceptsTheThirdVersionOfSignatures() throws ClientException {
        var odd = Map.of("Filter", "a b*~+/é中文&=");

        assertEquals(0, vendor.getV3(SERVICES, odd).path("TotalCount").asInt());
        var wrong = new Vendor(sandbox, sandbox.account().accessKeyId(), "wrong");
        assertEquals(
                "SignatureDoesNotMatch",
                assertThrows(ClientException.class, () -> wrong.getV3(SERVICES, odd)).getErrCode());
    }

    @Test
    void acceptsSessionCredentials() throws ClientException {
        var session = Vendor.withSession(sandbox, sandbox.account(), "session-token");

        session.get(SERVICES);
        session.rpc("2015-04-01", "GetCallerIdentity", Map.of());
    }

    @Test
    void refusesAWrongSecret() {
        var wrong = new Vendor(sandbox, sandbox.account().accessKeyId(), "wrong");

        assertEquals(
                "SignatureDoesNotMatch",
                assertThrows(ClientException.class, () -> wrong.get(SERVICES)).getErrCode());
        assertEquals(
                "SignatureDoesNotMatch",
                assertThrows(
                                ClientException.class,
                                () -> wrong.rpc("2015-04-01", "GetCallerIdentity", Map.of()))
                        .getErrCode());
    }

    @Test
    void refusesAnUnknownKey() {
        var wrong = new Vendor(sandbox, "nobody", "secret");

        var thrown = assertThrows(ClientException.class, () -> wrong.get(SERVICES));

        assertEquals("InvalidAccessKeyId.NotFound", thrown.getErrCode());
        assertFalse(thrown.getRequestId().isEmpty());
    }

    @Test
    void refusesACallFromAnotherTime() {
        faults.set(List.of(new Fault.ClockSkew(Duration.ofMinutes(20))));

        assertEquals(
                "InvalidTimeStamp.Expired",
                assertThrows(ClientException.class, () -> vendor.get(SERVICES)).getErrCode());
    }

    @Test
    void throttlesBySwitch() {
        faults.set(List.of(new Fault.Throttling(0)));

        assertEquals(
                "Throttling.User",
                assertThrows(ClientException.class, () -> vendor.get(SERVICES)).getErrCode());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals(
                "InvalidAction.NotFound",
                assertThrows(ClientException.class, () -> vendor.get("/api/v2/nothing"))
                        .getErrCode());
    }

    @Test
    void listsWhatPickersShow() throws ClientException {
        var vpcs = vendor.rpc("2016-04-28", "DescribeVpcs", Map.of());
        var vpc = vpcs.at("/Vpcs/Vpc/0/VpcId").asText();
        var of = Map.of("VpcId", vpc);

        assertEquals(2, vpcs.path("TotalCount").asInt());
        assertEquals(
                2, vendor.rpc("2016-04-28", "DescribeVSwitches", of).at("/TotalCount").asInt());
        assertEquals(
                1,
                vendor.rpc("2014-05-26", "DescribeSecurityGroups", of).at("/TotalCount").asInt());
        assertEquals(
                "NFS",
                vendor.rpc("2017-06-26", "DescribeFileSystems", of)
                        .at("/FileSystems/FileSystem/0/ProtocolType")
                        .asText());
        assertEquals(1, vendor.get("/api/v1/workspaces").path("TotalCount").asInt());
    }
}
