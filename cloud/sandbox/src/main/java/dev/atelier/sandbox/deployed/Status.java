package dev.atelier.sandbox.deployed;

/// The states of a service, by the vendor's names on the wire.
public enum Status {
    CREATING("Creating"),
    WAITING("Waiting"),
    RUNNING("Running"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    STARTING("Starting"),
    UPDATING("Updating"),
    SCALING("Scaling"),
    FAILED("Failed"),
    DELETING("Deleting"),
    /// Gone: no call finds it any more.
    DELETED("Deleted");

    private final String wire;

    Status(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
