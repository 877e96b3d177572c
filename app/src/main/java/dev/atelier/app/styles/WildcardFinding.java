package dev.atelier.app.styles;

import dev.atelier.recipe.Message;

/// Why a wildcard was left in the prompt as it was written.
public sealed interface WildcardFinding {
    /// The wildcard as the prompt or a list names it.
    String name();

    /// One sentence for the user.
    Message message();

    /// There is no list of this name.
    record Unknown(String name) implements WildcardFinding {
        @Override
        public Message message() {
            return Message.of("wildcard.no-wildcard", name);
        }
    }

    /// The list has no lines.
    record Empty(String name) implements WildcardFinding {
        @Override
        public Message message() {
            return Message.of("wildcard.no-lines", name);
        }
    }

    /// Its lines lead to other lists too many times over, most likely back to itself.
    record Endless(String name) implements WildcardFinding {
        @Override
        public Message message() {
            return Message.of("wildcard.endless", name);
        }
    }

    /// With it the prompt would grow past any sense.
    record TooLong(String name) implements WildcardFinding {
        @Override
        public Message message() {
            return Message.of("wildcard.grows", name);
        }
    }
}
