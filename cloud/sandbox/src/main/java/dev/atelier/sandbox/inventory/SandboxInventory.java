package dev.atelier.sandbox.inventory;

import java.util.List;
import java.util.Optional;

/// What every sandbox has, the same in each region.
public final class SandboxInventory {
    /// The region of calls that name none.
    public static final String REGION = "cn-hangzhou";

    public static final List<String> REGIONS =
            List.of("cn-hangzhou", "cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1");

    public static final String WORKSPACE = "10001";

    public static final List<MachineType> MACHINES =
            List.of(
                    new MachineType("ecs.c7.xlarge", 4, 8, "", 0, true),
                    new MachineType("ecs.gn6i-c4g1.xlarge", 4, 15, "T4", 16, true),
                    new MachineType("ecs.gn7i-c8g1.2xlarge", 8, 30, "A10", 24, true),
                    new MachineType("ml.gu7i.c16m60.1-gu30", 16, 60, "GU30", 24, true),
                    new MachineType("ecs.gn7e-c16g1.4xlarge", 16, 125, "A100", 80, false));

    private SandboxInventory() {}

    /// The VPCs of a region.
    public static List<SandboxVpc> networks(String region) {
        return List.of(
                new SandboxVpc(
                        "vpc-sandbox1",
                        "studio",
                        "172.16.0.0/12",
                        List.of(
                                new SandboxVpc.Switch(
                                        "vsw-sandbox1a", region + "-h", "172.16.0.0/24", 250),
                                new SandboxVpc.Switch(
                                        "vsw-sandbox1b", region + "-i", "172.16.1.0/24", 3)),
                        "sg-sandbox1"),
                new SandboxVpc(
                        "vpc-sandbox2",
                        "other",
                        "10.0.0.0/8",
                        List.of(
                                new SandboxVpc.Switch(
                                        "vsw-sandbox2a", region + "-h", "10.0.0.0/24", 252)),
                        "sg-sandbox2"));
    }

    /// The NAS file systems of a region.
    public static List<FileSystem> fileSystems(String region) {
        return List.of(
                new FileSystem(
                        "0a1b2c3d4e",
                        "NFS",
                        "0a1b2c3d4e-xyz12." + region + ".nas.aliyuncs.com",
                        "vpc-sandbox1",
                        "vsw-sandbox1a"),
                new FileSystem(
                        "5f6a7b8c9d",
                        "SMB",
                        "5f6a7b8c9d-uvw34." + region + ".nas.aliyuncs.com",
                        "vpc-sandbox2",
                        "vsw-sandbox2a"));
    }

    public static Optional<MachineType> machine(String type) {
        return MACHINES.stream().filter(m -> m.type().equals(type)).findFirst();
    }
}
