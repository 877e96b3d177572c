package dev.atelier.app.engine;

/// A control network in memory.
public interface LoadedControl extends Loaded {}
