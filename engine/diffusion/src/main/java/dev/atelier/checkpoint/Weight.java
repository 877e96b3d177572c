package dev.atelier.checkpoint;

/// A tensor of a network, by its three names.
///
/// @param key under LDM's full key, by which adapters name it
/// @param stored in the file
/// @param path in the network's text
public record Weight(String key, String stored, String path) {}
