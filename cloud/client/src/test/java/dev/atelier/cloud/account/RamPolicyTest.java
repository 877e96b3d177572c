package dev.atelier.cloud.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RamPolicyTest {
    private static List<String> actions() throws Exception {
        var actions = new ArrayList<String>();
        var policy = new ObjectMapper().readTree(new RamPolicy("my-bucket").toJson());
        assertEquals("1", policy.path("Version").asText());
        for (var statement : policy.path("Statement")) {
            assertEquals("Allow", statement.path("Effect").asText());
            statement.path("Action").forEach(action -> actions.add(action.asText()));
        }
        return actions;
    }

    @Test
    void allowsWhatIsCalledAndNothingTwice() throws Exception {
        var actions = actions();
        assertTrue(
                actions.containsAll(
                        List.of(
                                "eas:CreateService",
                                "eas:DescribeServiceLog",
                                "paiworkspace:ListWorkspaces",
                                "aiworkspace:ListWorkspaces",
                                "vpc:DescribeVSwitches",
                                "ecs:DescribeSecurityGroups",
                                "nas:DescribeMountTargets",
                                "oss:PutObject")),
                actions.toString());
        assertEquals(actions.stream().distinct().toList(), actions);
        assertFalse(actions.stream().anyMatch(action -> action.endsWith("*")), "no wildcard");
    }

    @Test
    void touchesObjectsOfOneBucketOnly() throws Exception {
        var policy = new ObjectMapper().readTree(new RamPolicy("my-bucket").toJson());
        for (var statement : policy.path("Statement")) {
            if (statement.path("Action").toString().contains("Object")) {
                assertEquals(
                        "[\"acs:oss:*:*:my-bucket\",\"acs:oss:*:*:my-bucket/*\"]",
                        statement.path("Resource").toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*", "Bucket", "b/*", "-bucket", "bucket-", "a\",\"*"})
    void refusesWhatIsNoBucket(String name) {
        assertThrows(IllegalArgumentException.class, () -> new RamPolicy(name));
    }

    @Test
    void knowsWhichCallNeedsWhich() {
        var one = "/api/v2/services/[ClusterId]/[ServiceName]";
        assertEquals(
                Optional.of("eas:CreateService"), Permissions.ofPath("POST", "/api/v2/services"));
        assertEquals(Optional.of("eas:UpdateService"), Permissions.ofPath("PUT", one));
        assertEquals(Optional.of("eas:StopService"), Permissions.ofPath("PUT", one + "/stop"));
        assertEquals(
                Optional.of("eas:ListServiceContainers"),
                Permissions.ofPath("GET", one + "/instances/pod-1/containers"));
        assertEquals(Optional.empty(), Permissions.ofPath("GET", "/api/v2/unknown"));
        assertEquals(
                Optional.of("vpc:DescribeVpcs"), Permissions.ofAction(Product.VPC, "DescribeVpcs"));
        assertEquals(Optional.empty(), Permissions.ofAction(Product.STS, "GetCallerIdentity"));
    }

    @Test
    void namesTheMissingPermissionOnlyWhereOneIsMissing() {
        var permission = Optional.of("eas:CreateService");
        var denied =
                new CallException.Refusal("Forbidden.RAM", "You are not authorized.", "R", false);
        var refused = CallException.of(denied, permission, new Exception());
        assertEquals(permission, refused.permission());
        assertEquals(
                "You are not authorized; the call needs eas:CreateService.", refused.getMessage());
        var wrong = new CallException.Refusal("SignatureDoesNotMatch", "server string", "R", false);
        var keys = CallException.of(wrong, permission, new Exception());
        assertEquals(CallException.Kind.FORBIDDEN, keys.kind());
        assertEquals(Optional.empty(), keys.permission());
        assertFalse(String.valueOf(keys.getMessage()).contains("server string"));
    }
}
