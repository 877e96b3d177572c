package dev.atelier.cloud.deploy;

import java.util.Optional;

/// The editions of Alibaba's webui image.
public enum Edition {
    /// Image 3.2: one tag for every use, `data-oss` and `data-nas` as mounts.
    SEED(""),
    /// A web page and its API for one user.
    STANDARD("-standard"),
    /// The API alone, behind a queue.
    API("-api"),
    /// A web page for a team, with several instances.
    CLUSTER("-cluster-webui");

    private final String suffix;

    Edition(String suffix) {
        this.suffix = suffix;
    }

    /// What a tag ends with.
    public String suffix() {
        return suffix;
    }

    static Optional<Edition> ofTag(String tag) {
        for (var edition : values()) {
            if (!edition.suffix.isEmpty() && tag.endsWith(edition.suffix)) {
                return Optional.of(edition);
            }
        }
        return tag.startsWith("3.") ? Optional.of(SEED) : Optional.empty();
    }
}
