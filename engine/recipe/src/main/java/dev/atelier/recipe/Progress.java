package dev.atelier.recipe;

import java.time.Duration;

/// How far a run is.
///
/// @param batch 1-based index of the batch being made
/// @param batches batches in all
/// @param step calls of the network done for it
/// @param steps calls expected for it
/// @param perSecond calls per second lately, 0 when unknown
/// @param remaining estimate for the whole run
public record Progress(
        int batch, int batches, int step, int steps, double perSecond, Duration remaining) {}
