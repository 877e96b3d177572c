package dev.atelier.recipe;

import java.time.Duration;
import java.util.Locale;

/// How far a run is.
///
/// @param batch 1-based index of the batch being made
/// @param batches batches in all
/// @param step calls of the network done for it
/// @param steps calls expected for it
/// @param perSecond calls per second lately, 0 when unknown
/// @param remaining estimate for the whole run
public record Progress(
        int batch, int batches, int step, int steps, double perSecond, Duration remaining) {
    /// As A1111's console writes it: `2.50 it/s`, and `4.00 s/it` where a call takes longer than a
    /// second; empty when unknown.
    public String speed() {
        if (!(perSecond > 0)) {
            return "";
        }
        return perSecond >= 1
                ? String.format(Locale.ROOT, "%.2f it/s", perSecond)
                : String.format(Locale.ROOT, "%.2f s/it", 1 / perSecond);
    }
}
