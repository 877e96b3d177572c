package dev.atelier.app.prompt;

/// A place in a prompt that will not do what its writer meant.
///
/// @param end index behind its last character
/// @param name what is written there, for the sentence
record PromptProblem(Kind kind, int start, int end, String name) {
    /// What is the matter, the worst first.
    enum Kind {
        /// A1111 refuses it, too: no picture can be made.
        BAD_WEIGHT(true),
        BAD_TAG(true),
        UNKNOWN_LORA(true),
        /// Its file is here and of no use with the model of the recipe or at the chosen place.
        UNFIT_LORA(true),
        UNKNOWN_EMBEDDING(true),
        UNKNOWN_WILDCARD(true),
        EMPTY_WILDCARD(false),
        UNKNOWN_TAG(false),
        OPEN_BRACKET(false);

        private final boolean grave;

        Kind(boolean grave) {
            this.grave = grave;
        }

        /// Whether the picture would lack what the prompt asks for.
        boolean grave() {
            return grave;
        }
    }
}
