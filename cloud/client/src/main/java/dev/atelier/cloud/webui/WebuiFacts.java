package dev.atelier.cloud.webui;

import java.util.Optional;
import java.util.Set;

/// What a webui tells of itself, beside the lists of what it has.
///
/// @param version such as `v1.10.1`; empty where it does not tell it, as one without its page
/// @param controlNet version of the ControlNet extension's API; empty where that is not there
/// @param unlisted kinds of files that its API has no list of
public record WebuiFacts(
        Optional<String> version, Optional<Integer> controlNet, Set<Kind> unlisted) {
    /// Nothing is known.
    public static final WebuiFacts NONE =
            new WebuiFacts(Optional.empty(), Optional.empty(), Set.of());

    /// Files that lists are about.
    public enum Kind {
        VAE,
        LORA,
        EMBEDDING,
        CONTROLNET
    }

    public WebuiFacts {
        unlisted = Set.copyOf(unlisted);
    }
}
