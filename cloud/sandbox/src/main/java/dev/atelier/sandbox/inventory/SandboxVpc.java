package dev.atelier.sandbox.inventory;

import java.util.List;

/// A VPC with its parts.
public record SandboxVpc(String id, String name, String cidr, List<Switch> switches, String group) {
    /// A vSwitch.
    public record Switch(String id, String zone, String cidr, int freeAddresses) {}

    public SandboxVpc {
        switches = List.copyOf(switches);
    }
}
