package dev.atelier.cloud.inventory;

import dev.atelier.cloud.inventory.Network.SecurityGroup;
import dev.atelier.cloud.inventory.Network.VSwitch;
import dev.atelier.cloud.inventory.Storage.MountTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was chosen of a network and a file system, so that the parts belong together: a vSwitch, a
/// security group and a mount target are in one private network.
///
/// @param vpc id, empty for none yet
/// @param vswitch id, empty for none yet
/// @param group id, empty for none yet
/// @param target empty for no file system
public record Placement(String vpc, String vswitch, String group, Optional<MountTarget> target) {
    public static final Placement NONE = new Placement("", "", "", Optional.empty());

    /// Another private network drops what is in the old one.
    public Placement withVpc(String id) {
        if (id.equals(vpc)) {
            return this;
        }
        return new Placement(id, "", "", target.filter(it -> it.vpc().equals(id)));
    }

    /// A vSwitch brings its private network along.
    public Placement withVSwitch(VSwitch chosen) {
        var at = withVpc(chosen.vpc());
        return new Placement(at.vpc, chosen.id(), at.group, at.target);
    }

    /// A security group brings its private network along.
    public Placement withGroup(SecurityGroup chosen) {
        var at = withVpc(chosen.vpc());
        return new Placement(at.vpc, at.vswitch, chosen.id(), at.target);
    }

    /// A mount target brings its private network along, and its vSwitch where none was chosen.
    public Placement withTarget(MountTarget chosen) {
        if (chosen.vpc().isEmpty()) {
            return new Placement(vpc, vswitch, group, Optional.of(chosen));
        }
        var at = withVpc(chosen.vpc());
        var near = at.vswitch.isEmpty() ? chosen.vswitch() : at.vswitch;
        return new Placement(at.vpc, near, at.group, Optional.of(chosen));
    }

    public Placement withoutTarget() {
        return new Placement(vpc, vswitch, group, Optional.empty());
    }

    /// Whether a service can be placed so: all three or none, and none only without a file system.
    public boolean isWhole() {
        return missing().isEmpty();
    }

    /// What is still to be chosen, in the words of the service's JSON.
    public List<String> missing() {
        boolean none = vpc.isEmpty() && vswitch.isEmpty() && group.isEmpty();
        var missing = new ArrayList<String>();
        if (none && target.isEmpty()) {
            return missing;
        }
        addIfEmpty(missing, vpc, "vpc_id");
        addIfEmpty(missing, vswitch, "vswitch_id");
        addIfEmpty(missing, group, "security_group_id");
        return missing;
    }

    private static void addIfEmpty(List<String> missing, String id, String name) {
        if (id.isEmpty()) {
            missing.add(name);
        }
    }
}
