package dev.atelier.recipe;

import java.util.List;

/// A recipe read from elsewhere, and what of the source it could not keep.
///
/// @param issues one for each thing that was not understood; empty when all was
public record ParsedRecipe(Recipe recipe, List<Issue> issues) {
    public ParsedRecipe {
        issues = List.copyOf(issues);
    }

    /// With issues that have no place.
    ///
    /// @param issues one sentence for each thing that was not understood
    public static ParsedRecipe of(Recipe recipe, List<String> issues) {
        return new ParsedRecipe(recipe, issues.stream().map(loss -> new Issue("", loss)).toList());
    }

    /// The sentences of the issues.
    public List<String> sentences() {
        return issues.stream().map(Issue::what).toList();
    }
}
