package dev.atelier.sandbox.inventory;

/// A NAS file system with one mount target.
///
/// @param protocol NFS or SMB
/// @param domain the server name of its mount target
public record FileSystem(
        String id, String protocol, String domain, String vpcId, String vswitchId) {}
