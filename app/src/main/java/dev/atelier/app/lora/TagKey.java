package dev.atelier.app.lora;

import java.util.Optional;

/// Which tag of a prompt is meant.
///
/// @param name as it is written in the tag
/// @param nth how many of the same name come before it
public record TagKey(String name, int nth) {
    /// The tag, if it is still there.
    Optional<PromptLora> in(String prompt) {
        return PromptLora.in(prompt).stream()
                .filter(it -> it.name().equals(name))
                .skip(nth)
                .findFirst();
    }
}
