package dev.atelier.cloud.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Product;
import dev.atelier.cloud.account.SignedCalls;
import dev.atelier.cloud.account.SignedCalls.PathCall;
import dev.atelier.cloud.inventory.Network.SecurityGroup;
import dev.atelier.cloud.inventory.Network.VSwitch;
import dev.atelier.cloud.inventory.Network.Vpc;
import dev.atelier.cloud.inventory.PaiPlatform.Image;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import dev.atelier.cloud.inventory.PaiPlatform.Region;
import dev.atelier.cloud.inventory.PaiPlatform.Workspace;
import dev.atelier.cloud.inventory.Storage.Bucket;
import dev.atelier.cloud.inventory.Storage.FileSystem;
import dev.atelier.cloud.inventory.Storage.MountTarget;
import dev.atelier.cloud.oss.OssStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What the account has in a region. Every method blocks for calls unless its answer is known and
/// not old; none throws, for what cannot be listed can be typed. Only reads. Thread-safe.
public final class Inventory {
    /// How long a list is good.
    public static final Duration KEEP = Duration.ofMinutes(10);

    private static final String OFFICIAL = "system.official=true,system.supported.eas=true";

    private final SignedCalls calls;
    private final Supplier<OssStore> stores;
    private final ExpiringCache<Region> regions;
    private final ExpiringCache<Vpc> vpcs;
    private final ExpiringCache<VSwitch> vswitches;
    private final ExpiringCache<SecurityGroup> groups;
    private final ExpiringCache<FileSystem> systems;
    private final ExpiringCache<MountTarget> targets;
    private final ExpiringCache<Bucket> buckets;
    private final ExpiringCache<Workspace> workspaces;
    private final ExpiringCache<Image> images;
    private final ExpiringCache<Machine> machines;

    /// @param stores opens the account's object store, for as long as one list takes
    /// @param keep how long a list is good
    public Inventory(
            SignedCalls calls, Supplier<OssStore> stores, InstantSource clock, Duration keep) {
        var age = new ExpiringCache.Age(clock, keep);
        this.calls = calls;
        this.stores = stores;
        regions = new ExpiringCache<>(age);
        vpcs = new ExpiringCache<>(age);
        vswitches = new ExpiringCache<>(age);
        groups = new ExpiringCache<>(age);
        systems = new ExpiringCache<>(age);
        targets = new ExpiringCache<>(age);
        buckets = new ExpiringCache<>(age);
        workspaces = new ExpiringCache<>(age);
        images = new ExpiringCache<>(age);
        machines = new ExpiringCache<>(age);
    }

    /// Forgets what is known, so that the next call is made.
    public void refresh() {
        List.of(regions, vpcs, vswitches, groups, systems).forEach(ExpiringCache::clear);
        List.of(targets, buckets, workspaces, images, machines).forEach(ExpiringCache::clear);
    }

    public Choice<Region> regions() {
        return regions.get(
                "", () -> Pages.one(byPath("/api/v2/regions", Map.of()), "/Regions", Region::of));
    }

    public Choice<Vpc> vpcs() {
        return vpcs.get("", () -> Pages.all(vpc("DescribeVpcs"), here(), "/Vpcs/Vpc", Vpc::of));
    }

    /// The parts of a private network.
    ///
    /// @param vpc its id; empty for those of all
    public Choice<VSwitch> vswitches(String vpc) {
        var only = here();
        putUnlessEmpty(only, "VpcId", vpc);
        return vswitches.get(
                vpc,
                () -> Pages.all(vpc("DescribeVSwitches"), only, "/VSwitches/VSwitch", VSwitch::of));
    }

    /// Those of a private network.
    ///
    /// @param vpc its id; empty for those of all
    public Choice<SecurityGroup> securityGroups(String vpc) {
        var only = here();
        putUnlessEmpty(only, "VpcId", vpc);
        only.put("NetworkType", "vpc");
        Pages.Call call = asked -> calls.call(Product.ECS, "DescribeSecurityGroups", asked);
        return groups.get(
                vpc,
                () -> Pages.all(call, only, "/SecurityGroups/SecurityGroup", SecurityGroup::of));
    }

    /// All, also those that services cannot mount.
    public Choice<FileSystem> fileSystems() {
        var only = here();
        only.put("FileSystemType", "standard");
        Pages.Call call = asked -> calls.call(Product.NAS, "DescribeFileSystems", asked);
        return systems.get(
                "", () -> Pages.all(call, only, "/FileSystems/FileSystem", FileSystem::of));
    }

    public Choice<MountTarget> mountTargets(String fileSystem) {
        var only = here();
        only.put("FileSystemId", fileSystem);
        Pages.Call call = asked -> calls.call(Product.NAS, "DescribeMountTargets", asked);
        return targets.get(
                fileSystem,
                () ->
                        Pages.all(
                                call,
                                only,
                                "/MountTargets/MountTarget",
                                node -> MountTarget.of(fileSystem, node)));
    }

    /// Those of the region; a service can mount no others.
    public Choice<Bucket> buckets() {
        return buckets.get("", () -> BucketList.list(stores))
                .only(it -> it.region().isEmpty() || it.region().equals(calls.region()));
    }

    public Choice<Workspace> workspaces() {
        Pages.Call call = asked -> byPath("/api/v1/workspaces", asked);
        var only = Map.of("Status", "ENABLED");
        return workspaces.get("", () -> Pages.all(call, only, "/Workspaces", Workspace::of));
    }

    /// The vendor's own that services can start from.
    public Choice<Image> images() {
        Pages.Call call = asked -> byPath("/api/v1/images", asked);
        var only = Map.of("Labels", OFFICIAL, "Verbose", "true");
        return images.get("", () -> Pages.all(call, only, "/Images", Image::of));
    }

    /// The public ones that are paid by use.
    public Choice<Machine> machines() {
        var only = Map.of("ResourceType", "Public", "ChargeType", "PostPaid");
        var path = "/api/v2/public/instance_types";
        return machines.get("", () -> Pages.one(byPath(path, only), "/InstanceMetas", Machine::of));
    }

    private JsonNode byPath(String path, Map<String, String> query) throws CallException {
        var product = path.startsWith("/api/v1/") ? Product.WORKSPACE : Product.EAS;
        return calls.call(product, PathCall.get(path, query));
    }

    private Pages.Call vpc(String action) {
        return asked -> calls.call(Product.VPC, action, asked);
    }

    private static void putUnlessEmpty(Map<String, String> all, String name, String value) {
        if (!value.isEmpty()) {
            all.put(name, value);
        }
    }

    private Map<String, String> here() {
        return new HashMap<>(Map.of("RegionId", calls.region()));
    }
}
