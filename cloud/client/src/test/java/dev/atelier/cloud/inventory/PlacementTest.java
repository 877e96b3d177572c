package dev.atelier.cloud.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.inventory.Network.SecurityGroup;
import dev.atelier.cloud.inventory.Network.VSwitch;
import dev.atelier.cloud.inventory.Storage.MountTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final VSwitch A = new VSwitch("vsw-a", "a", "vpc-1", "cn-x-h", 20);
    private static final VSwitch OTHER = new VSwitch("vsw-b", "b", "vpc-2", "cn-x-h", 20);
    private static final SecurityGroup GROUP = new SecurityGroup("sg-1", "g", "vpc-1", "", false);
    private static final MountTarget TARGET =
            new MountTarget("x.nas.aliyuncs.com", "fs", "vpc-1", "vsw-t", "Active");

    @Test
    void aMountTargetBringsItsNetworkAndVSwitch() {
        var placed = Placement.NONE.withTarget(TARGET);
        assertEquals("vpc-1", placed.vpc());
        assertEquals("vsw-t", placed.vswitch());
        assertEquals(List.of("security_group_id"), placed.missing());
        assertTrue(placed.withGroup(GROUP).isWhole());
    }

    @Test
    void aMountTargetLeavesAVSwitchOfTheSameNetwork() {
        assertEquals("vsw-a", Placement.NONE.withVSwitch(A).withTarget(TARGET).vswitch());
    }

    @Test
    void anotherNetworkDropsWhatIsInTheOld() {
        var placed = Placement.NONE.withTarget(TARGET).withGroup(GROUP).withVSwitch(OTHER);
        assertEquals(new Placement("vpc-2", "vsw-b", "", Optional.empty()), placed);
        assertFalse(placed.isWhole());
    }

    @Test
    void theSameNetworkAgainChangesNothing() {
        var placed = Placement.NONE.withTarget(TARGET).withGroup(GROUP);
        assertEquals(placed, placed.withVpc("vpc-1"));
    }

    @Test
    void aServiceNeedsNoNetworkUnlessItMountsAFileSystem() {
        assertTrue(Placement.NONE.isWhole());
        var classic = new MountTarget("x", "fs", "", "", "Active");
        assertEquals(3, Placement.NONE.withTarget(classic).missing().size());
        assertTrue(Placement.NONE.withTarget(classic).withoutTarget().isWhole());
    }
}
