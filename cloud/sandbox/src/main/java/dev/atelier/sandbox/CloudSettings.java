package dev.atelier.sandbox;

import dev.atelier.http.Listen;
import dev.atelier.http.StreamingResponder;
import dev.atelier.recipe.Generator;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.gateway.ObjectSink;
import dev.atelier.sandbox.sign.Account;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What a sandbox cloud is started with.
///
/// @param keys whose keys the calls are signed with, unless callers have a token
/// @param state the folder where it outlives a restart; empty for memory only
/// @param faults may be switched while it runs
/// @param backend what its services draw with
/// @param store the object store
public record CloudSettings(
        Listen listen,
        Account keys,
        Optional<Path> state,
        StateDurations durations,
        Faults faults,
        InstantSource clock,
        Backend backend,
        Store store) {
    /// What services draw with.
    ///
    /// @param catalogue looks for the models that services show; asked when a service starts and at
    ///   each call that refreshes a list
    public record Backend(Generator generator, Supplier<Catalogue> catalogue) {
        /// One that never changes.
        public Backend(Generator generator, Catalogue catalogue) {
            this(generator, () -> catalogue);
        }
    }

    /// @param objects gets what carries a signature of the object store, and what no other part
    ///   knows; empty where there is none
    /// @param sink where services write pictures
    public record Store(Optional<StreamingResponder> objects, ObjectSink sink) {
        /// No object store.
        public static final Store NONE = new Store(Optional.empty(), ObjectSink.NONE);
    }

    /// On loopback, in memory, with keys of its own, without faults and object store.
    public static CloudSettings inMemory(int port, Backend backend) {
        return new CloudSettings(
                Listen.loopback(port),
                Account.fresh(),
                Optional.empty(),
                StateDurations.BRISK,
                new Faults(),
                InstantSource.system(),
                backend,
                Store.NONE);
    }

    /// Whose keys the calls are signed with.
    public Account account() {
        return listen.token().map(keys::withSecret).orElse(keys);
    }

    /// The cloud's clock, as its faults let it go.
    public InstantSource skewedClock() {
        return faults.skewed(clock);
    }

    public CloudSettings withListen(Listen value) {
        return new CloudSettings(value, keys, state, durations, faults, clock, backend, store);
    }

    /// With what a folder keeps: its account, too.
    ///
    /// @throws IOException when the folder cannot be used
    public CloudSettings withState(Path value) throws IOException {
        return new CloudSettings(
                listen,
                Account.of(value),
                Optional.of(value),
                durations,
                faults,
                clock,
                backend,
                store);
    }

    public CloudSettings withDurations(StateDurations value) {
        return new CloudSettings(listen, keys, state, value, faults, clock, backend, store);
    }

    public CloudSettings withFaults(Faults value) {
        return new CloudSettings(listen, keys, state, durations, value, clock, backend, store);
    }

    public CloudSettings withClock(InstantSource value) {
        return new CloudSettings(listen, keys, state, durations, faults, value, backend, store);
    }

    public CloudSettings withStore(Store value) {
        return new CloudSettings(listen, keys, state, durations, faults, clock, backend, value);
    }
}
