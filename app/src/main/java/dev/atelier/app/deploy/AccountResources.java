package dev.atelier.app.deploy;

import dev.atelier.app.connect.Connection;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.LintContext;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.Network.SecurityGroup;
import dev.atelier.cloud.inventory.Network.VSwitch;
import dev.atelier.cloud.inventory.Network.Vpc;
import dev.atelier.cloud.inventory.PaiPlatform.Image;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import dev.atelier.cloud.inventory.Placement;
import dev.atelier.cloud.inventory.Storage.Bucket;
import dev.atelier.cloud.inventory.Storage.FileSystem;
import dev.atelier.cloud.inventory.Storage.MountTarget;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What an account has to choose from, and what is best of it. What could not be listed is empty,
/// and can be typed.
///
/// @param services that are there already, by name
public record AccountResources(
        String region,
        List<ServiceInfo> services,
        List<Machine> machines,
        List<Image> images,
        List<Bucket> buckets,
        Places places) {
    /// What belongs to a private network.
    ///
    /// @param targets of file systems that services can mount
    public record Places(
            List<Vpc> vpcs,
            List<VSwitch> switches,
            List<SecurityGroup> groups,
            List<MountTarget> targets) {
        static final Places NONE = new Places(List.of(), List.of(), List.of(), List.of());
    }

    static final AccountResources NONE =
            new AccountResources("", List.of(), List.of(), List.of(), List.of(), Places.NONE);

    /// Pictures need that much GPU memory, in GB.
    private static final double LEAST_GPU = 15;

    /// Asks for everything; blocks.
    static AccountResources ask(Connection connection) throws EasException {
        var all = connection.inventory();
        var targets =
                all.fileSystems().orNone().stream()
                        .filter(FileSystem::isMountable)
                        .flatMap(system -> system.targets().stream())
                        .filter(MountTarget::isActive)
                        .toList();
        return new AccountResources(
                connection.region(),
                connection.eas().list(),
                all.machines().orNone().stream().filter(Machine::hasGpu).toList(),
                all.images().orNone().stream().filter(Image::isWebui).toList(),
                all.buckets().orNone(),
                new Places(
                        all.vpcs().orNone(),
                        all.vswitches("").orNone(),
                        all.securityGroups("").orNone(),
                        targets));
    }

    AccountResources withServices(List<ServiceInfo> now) {
        return new AccountResources(region, now, machines, images, buckets, places);
    }

    /// What the lint can know of the account.
    public LintContext around() {
        if (region.isEmpty()) {
            return LintContext.UNKNOWN;
        }
        var networks = new HashMap<String, ServiceConfig.Networking>();
        places.targets().forEach(it -> networks.put(it.server(), networkOf(it)));
        var regions = new HashMap<String, String>();
        buckets.forEach(it -> regions.put(it.name(), it.region().isEmpty() ? region : it.region()));
        return new LintContext(Optional.of(region), Optional.empty(), networks, regions);
    }

    public Optional<ServiceInfo> service(String name) {
        return services.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    public Optional<Machine> machine(String type) {
        return machines.stream().filter(it -> it.type().equals(type)).findFirst();
    }

    /// The recommended config: the newest image known, the machine that the vendor recommends or
    /// the smallest in stock that is large enough, the first bucket, the first file system with its
    /// network, and a name that is free.
    public ServiceConfig recommended(Edition edition) {
        var made = Blueprint.of(freeName("sd_atelier"), region, edition).withMachine(machine());
        if (!buckets.isEmpty()) {
            made = made.withOss("oss://" + buckets.getFirst().name() + "/atelier/");
        }
        var target = places.targets().stream().findFirst();
        if (target.isPresent()) {
            var network = networkOf(target.get());
            if (network.complete()) {
                made = made.withNas(target.get().server()).withNetwork(network);
            }
        }
        return made.config();
    }

    private String machine() {
        var usual = Blueprint.sync("x", region).machine();
        boolean there = machines.isEmpty() || machine(usual).filter(Machine::inStock).isPresent();
        return there
                ? usual
                : machines.stream()
                        .filter(Machine::inStock)
                        .filter(it -> it.gpuMemory() >= LEAST_GPU)
                        .min(Comparator.comparingDouble(Machine::gpuMemory))
                        .map(Machine::type)
                        .orElse(usual);
    }

    /// A name that no service has, begun so.
    public String freeName(String start) {
        var name = start;
        for (int i = 2; service(name).isPresent(); i++) {
            name = start + "_" + i;
        }
        return name;
    }

    /// The network that a mount target brings along.
    public ServiceConfig.Networking networkOf(MountTarget target) {
        var at = Placement.NONE.withTarget(target);
        var near =
                at.vswitch().isEmpty()
                        ? places.switches().stream()
                                .filter(it -> it.vpc().equals(at.vpc()))
                                .findFirst()
                                .map(VSwitch::id)
                                .orElse("")
                        : at.vswitch();
        return new ServiceConfig.Networking(at.vpc(), near, groupOf(at.vpc()));
    }

    /// The first security group of a private network, empty where there is none.
    public String groupOf(String vpc) {
        return places.groups().stream()
                .filter(it -> it.vpc().equals(vpc))
                .findFirst()
                .map(SecurityGroup::id)
                .orElse("");
    }
}
