package dev.atelier.cloud.inventory;

import com.fasterxml.jackson.databind.JsonNode;

/// Where a service is in the network.
public final class Network {
    private Network() {}

    /// A private network.
    public record Vpc(String id, String name, String range, boolean isDefault) {
        static Vpc of(JsonNode vpc) {
            return new Vpc(
                    vpc.path("VpcId").asText(""),
                    vpc.path("VpcName").asText(""),
                    vpc.path("CidrBlock").asText(""),
                    vpc.path("IsDefault").asBoolean());
        }
    }

    /// A part of a private network in one zone.
    ///
    /// @param free addresses that nobody has yet
    public record VSwitch(String id, String name, String vpc, String zone, int free) {
        static VSwitch of(JsonNode part) {
            return new VSwitch(
                    part.path("VSwitchId").asText(""),
                    part.path("VSwitchName").asText(""),
                    part.path("VpcId").asText(""),
                    part.path("ZoneId").asText(""),
                    part.path("AvailableIpAddressCount").asInt());
        }
    }

    /// Who may talk to whom in a private network.
    ///
    /// @param managed whether another product of the vendor keeps it
    public record SecurityGroup(
            String id, String name, String vpc, String description, boolean managed) {
        static SecurityGroup of(JsonNode group) {
            return new SecurityGroup(
                    group.path("SecurityGroupId").asText(""),
                    group.path("SecurityGroupName").asText(""),
                    group.path("VpcId").asText(""),
                    group.path("Description").asText(""),
                    group.path("ServiceManaged").asBoolean());
        }
    }
}
