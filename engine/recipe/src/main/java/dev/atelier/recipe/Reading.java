package dev.atelier.recipe;

import java.util.List;

/// A recipe read from elsewhere, and what of the source it could not keep.
///
/// @param losses one sentence for each thing that was not understood; empty when all was
public record Reading(Recipe recipe, List<String> losses) {
    public Reading {
        losses = List.copyOf(losses);
    }
}
