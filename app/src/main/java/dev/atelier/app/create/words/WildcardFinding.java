package dev.atelier.app.create.words;

/// Why a wildcard was left in the prompt as it was written.
public sealed interface WildcardFinding {
    /// The wildcard as the prompt or a list names it.
    String name();

    /// One sentence for the user.
    String sentence();

    /// There is no list of this name.
    record Unknown(String name) implements WildcardFinding {
        @Override
        public String sentence() {
            return "There is no wildcard \"%s\".".formatted(name);
        }
    }

    /// The list has no lines.
    record Empty(String name) implements WildcardFinding {
        @Override
        public String sentence() {
            return "The wildcard \"%s\" has no lines to choose from.".formatted(name);
        }
    }

    /// Its lines lead to other lists too many times over, most likely back to itself.
    record Endless(String name) implements WildcardFinding {
        @Override
        public String sentence() {
            return "The lines of the wildcard \"%s\" lead to other wildcards without end."
                    .formatted(name);
        }
    }

    /// With it the prompt would grow past any sense.
    record TooLong(String name) implements WildcardFinding {
        @Override
        public String sentence() {
            return "The wildcard \"%s\" would make the prompt too long.".formatted(name);
        }
    }
}
