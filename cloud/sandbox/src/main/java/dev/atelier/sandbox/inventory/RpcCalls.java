package dev.atelier.sandbox.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Endpoint;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.sandbox.sign.Account;
import dev.atelier.sandbox.sign.OpenApiError;
import dev.atelier.sandbox.sign.VendorApi;
import java.util.List;
import java.util.function.Function;

/// The RPC actions of STS, VPC, ECS and NAS that a client's pickers need. A picker shows a call's
/// first page, so all answers are paged.
public final class RpcCalls {
    private final Account account;
    private final List<Action> actions;

    /// An action of one of the APIs.
    public record Action(VendorApi api, Endpoint endpoint, Function<Query, ObjectNode> answer) {
        private Action(VendorApi api, String name, Function<Query, ObjectNode> answer) {
            this(api, api.endpoint(name), answer);
        }
    }

    public RpcCalls(Account account) {
        this.account = account;
        actions =
                List.of(
                        new Action(VendorApi.STS, "GetCallerIdentity", _ -> identity()),
                        new Action(VendorApi.ECS, "DescribeRegions", _ -> regions()),
                        new Action(VendorApi.VPC, "DescribeVpcs", RpcCalls::vpcs),
                        new Action(VendorApi.VPC, "DescribeVSwitches", RpcCalls::switches),
                        new Action(VendorApi.ECS, "DescribeSecurityGroups", RpcCalls::groups),
                        new Action(VendorApi.NAS, "DescribeFileSystems", RpcCalls::fileSystems),
                        new Action(VendorApi.NAS, "DescribeMountTargets", RpcCalls::mountTargets));
    }

    /// All actions that are answered.
    public List<Action> actions() {
        return actions;
    }

    /// The answer without its request id.
    ///
    /// @throws dev.atelier.sandbox.sign.RefusedException where the action is none of these
    public ObjectNode answer(Query query) {
        var action = query.first("Action").orElse("");
        var version = query.first("Version").orElse("");
        return actions.stream()
                .filter(it -> it.endpoint().name().equals(action))
                .filter(it -> it.api().version().equals(version))
                .findFirst()
                .orElseThrow(OpenApiError.INVALID_ACTION::exception)
                .answer()
                .apply(query);
    }

    private ObjectNode identity() {
        return Json.object()
                .put("AccountId", account.id())
                .put("Arn", "acs:ram::" + account.id() + ":root")
                .put("IdentityType", "Account")
                .put("PrincipalId", account.id())
                .put("UserId", account.id());
    }

    private static ObjectNode regions() {
        var answer = Json.object();
        var list = answer.putObject("Regions").putArray("Region");
        for (var region : SandboxInventory.REGIONS) {
            list.addObject()
                    .put("RegionId", region)
                    .put("LocalName", region)
                    .put("RegionEndpoint", "ecs." + region + ".aliyuncs.com")
                    .put("Status", "available");
        }
        return answer;
    }

    private static ObjectNode vpcs(Query query) {
        var rows =
                SandboxInventory.networks(region(query)).stream()
                        .filter(n -> wanted(query, "VpcId", n.id()))
                        .filter(n -> wanted(query, "VpcName", n.name()))
                        .map(RpcCalls::vpc)
                        .toList();
        return page(query, "Vpcs", "Vpc", rows);
    }

    private static ObjectNode vpc(SandboxVpc network) {
        var row =
                Json.object()
                        .put("VpcId", network.id())
                        .put("VpcName", network.name())
                        .put("CidrBlock", network.cidr())
                        .put("Status", "Available")
                        .put("IsDefault", false)
                        .put("CreationTime", "2026-01-01T00:00:00Z");
        var ids = row.putObject("VSwitchIds").putArray("VSwitchId");
        network.switches().forEach(s -> ids.add(s.id()));
        return row;
    }

    private static ObjectNode switches(Query query) {
        var rows =
                SandboxInventory.networks(region(query)).stream()
                        .filter(n -> wanted(query, "VpcId", n.id()))
                        .flatMap(n -> n.switches().stream().map(s -> vswitch(n, s)))
                        .filter(row -> wanted(query, "ZoneId", row.path("ZoneId").asText()))
                        .toList();
        return page(query, "VSwitches", "VSwitch", rows);
    }

    private static ObjectNode vswitch(SandboxVpc network, SandboxVpc.Switch vswitch) {
        return Json.object()
                .put("VSwitchId", vswitch.id())
                .put("VSwitchName", vswitch.id())
                .put("VpcId", network.id())
                .put("ZoneId", vswitch.zone())
                .put("CidrBlock", vswitch.cidr())
                .put("AvailableIpAddressCount", vswitch.freeAddresses())
                .put("Status", "Available")
                .put("IsDefault", false);
    }

    private static ObjectNode groups(Query query) {
        var rows =
                SandboxInventory.networks(region(query)).stream()
                        .filter(n -> wanted(query, "VpcId", n.id()))
                        .map(n ->
                                Json.object()
                                        .put("SecurityGroupId", n.group())
                                        .put("SecurityGroupName", n.name())
                                        .put("SecurityGroupType", "normal")
                                        .put("VpcId", n.id())
                                        .put("Description", "")
                                        .put("ServiceManaged", false))
                        .toList();
        return page(query, "SecurityGroups", "SecurityGroup", rows);
    }

    private static ObjectNode fileSystems(Query query) {
        var region = region(query);
        var rows =
                SandboxInventory.fileSystems(region).stream()
                        .filter(f -> wanted(query, "VpcId", f.vpcId()))
                        .filter(f -> wanted(query, "FileSystemId", f.id()))
                        .map(f -> fileSystem(f, region))
                        .toList();
        return page(query, "FileSystems", "FileSystem", rows);
    }

    private static ObjectNode fileSystem(FileSystem fileSystem, String region) {
        var row =
                Json.object()
                        .put("FileSystemId", fileSystem.id())
                        .put("Description", "")
                        .put("FileSystemType", "standard")
                        .put("ProtocolType", fileSystem.protocol())
                        .put("StorageType", "Capacity")
                        .put("Status", "Running")
                        .put("RegionId", region)
                        .put("ZoneId", region + "-h")
                        .put("VpcId", fileSystem.vpcId())
                        .put("MeteredSize", 0);
        row.putObject("MountTargets").putArray("MountTarget").add(mountTarget(fileSystem));
        return row;
    }

    private static ObjectNode mountTargets(Query query) {
        var rows =
                SandboxInventory.fileSystems(region(query)).stream()
                        .filter(f -> wanted(query, "FileSystemId", f.id()))
                        .filter(f -> wanted(query, "MountTargetDomain", f.domain()))
                        .map(RpcCalls::mountTarget)
                        .toList();
        return page(query, "MountTargets", "MountTarget", rows);
    }

    private static ObjectNode mountTarget(FileSystem fileSystem) {
        return Json.object()
                .put("MountTargetDomain", fileSystem.domain())
                .put("NetworkType", "Vpc")
                .put("VpcId", fileSystem.vpcId())
                .put("VswId", fileSystem.vswitchId())
                .put("Status", "Active")
                .put("AccessGroup", "DEFAULT_VPC_GROUP_NAME")
                .put("IPVersion", "IPv4");
    }

    private static String region(Query query) {
        return query.given("RegionId").orElse(SandboxInventory.REGION);
    }

    private static boolean wanted(Query query, String key, String value) {
        return query.given(key).map(value::equals).orElse(true);
    }

    private static ObjectNode page(Query query, String outer, String inner, List<ObjectNode> rows) {
        int number = query.number("PageNumber", 1, 1, 100_000);
        int size = query.number("PageSize", 10, 1, 50);
        var answer =
                Json.object()
                        .put("TotalCount", rows.size())
                        .put("PageNumber", number)
                        .put("PageSize", size);
        var list = answer.putObject(outer).putArray(inner);
        rows.stream().skip((long) (number - 1) * size).limit(size).forEach(list::add);
        return answer;
    }
}
