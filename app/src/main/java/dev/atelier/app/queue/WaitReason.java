package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;

/// Why the jobs of a place wait although it is not paused.
///
/// @param name of the place, for people
/// @param detail what the cloud says about it, may be empty
public record WaitReason(Why why, String name, String detail) {
    /// The kinds of reasons.
    public enum Why {
        /// No account is connected, or another than the place's.
        NOT_CONNECTED,
        STOPPED,
        /// It is being deployed, started or changed.
        NOT_READY,
        FAILED,
        /// It was deleted.
        GONE,
        /// The cap on costs is reached.
        CAP,
        /// It did not answer a job; the next look at the services tells more.
        NO_ANSWER
    }

    /// One sentence.
    public String words() {
        return Messages.of(WaitReason.class).text("away." + why, name, detail);
    }
}
