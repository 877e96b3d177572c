package dev.atelier.app.models;

import dev.atelier.recipe.Recipe;

/// What draws with models, besides pictures that are finished.
///
/// @param name that a person gave it; empty where it has none
public record ModelUser(Kind kind, String name, Recipe recipe) {
    /// Where it is.
    public enum Kind {
        /// The recipe in Create.
        OPEN("create"),
        /// A job that is not finished.
        QUEUED("queue"),
        /// Words for prompts, which choose LoRAs only.
        STYLE("preset");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        String icon() {
            return icon;
        }
    }
}
