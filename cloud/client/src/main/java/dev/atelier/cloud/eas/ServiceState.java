package dev.atelier.cloud.eas;

import java.util.Arrays;

/// The states of a service, by the vendor's words in `Status` (API DescribeService). This is the
/// one place that compares those words.
public enum ServiceState {
    CREATING("Creating"),
    /// For a machine.
    WAITING("Waiting"),
    PENDING("Pending"),
    STARTING("Starting"),
    RUNNING("Running"),
    UPDATING("Updating"),
    HOT_UPDATE("HotUpdate"),
    SCALING("Scaling"),
    RESTARTING("Restarting"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    FAILED("Failed"),
    DELETING("Deleting"),
    DELETED("Deleted"),
    DELETE_FAILED("DeleteFailed"),
    /// One that the vendor has added since.
    UNKNOWN("");

    private final String word;

    ServiceState(String word) {
        this.word = word;
    }

    /// @param word the vendor's
    public static ServiceState of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word.equals(word))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// The vendor's word; empty for an unknown state.
    public String word() {
        return word;
    }

    /// Whether it stays as it is until somebody acts.
    public boolean isSettled() {
        return this == RUNNING || this == STOPPED || isFailed();
    }

    /// Whether starting or deleting it failed.
    public boolean isFailed() {
        return this == FAILED || this == DELETE_FAILED;
    }

    /// Whether it is certain that it costs nothing.
    public boolean isOver() {
        return this == STOPPED || this == FAILED || this == DELETED;
    }

    /// Whether it has no machine: none any more, or none yet. What waits for one counts as having
    /// it, since it costs as soon as it gets it.
    public boolean hasNoMachine() {
        return isOver() || this == DELETE_FAILED || this == CREATING || this == STARTING;
    }
}
