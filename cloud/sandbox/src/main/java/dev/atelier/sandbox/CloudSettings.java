package dev.atelier.sandbox;

import dev.atelier.sandbox.deployed.Pace;
import dev.atelier.sandbox.fault.Faults;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;

/// What a sandbox cloud is started with.
///
/// @param state the folder where it outlives a restart; empty for memory only
/// @param faults may be switched while it runs
/// @param mounted asked in order for what no other part knows, and first for what carries a
///   signature of the object store
public record CloudSettings(
        Listen listen,
        Optional<Path> state,
        Pace pace,
        Faults faults,
        InstantSource clock,
        List<Handler> mounted) {
    public CloudSettings {
        mounted = List.copyOf(mounted);
    }

    /// On loopback, in memory, without faults.
    public static CloudSettings inMemory(int port) {
        return new CloudSettings(
                Listen.loopback(port),
                Optional.empty(),
                Pace.BRISK,
                new Faults(),
                InstantSource.system(),
                List.of());
    }

    public CloudSettings withPace(Pace value) {
        return new CloudSettings(listen, state, value, faults, clock, mounted);
    }

    public CloudSettings withState(Path value) {
        return new CloudSettings(listen, Optional.of(value), pace, faults, clock, mounted);
    }

    public CloudSettings withFaults(Faults value) {
        return new CloudSettings(listen, state, pace, value, clock, mounted);
    }

    public CloudSettings withClock(InstantSource value) {
        return new CloudSettings(listen, state, pace, faults, value, mounted);
    }

    public CloudSettings withMounted(List<Handler> value) {
        return new CloudSettings(listen, state, pace, faults, clock, value);
    }
}
