package dev.atelier.sandbox.deployed;

import java.time.Duration;

/// How long a service stays in each state on its way.
///
/// @param prepare Creating, Starting, Updating, Scaling
/// @param pending Waiting, until the instance is up
/// @param end Stopping, Deleting
/// @param warmUp Running already, but the gateway does not know it yet
public record StateDurations(Duration prepare, Duration pending, Duration end, Duration warmUp) {
    /// Seconds for what takes minutes in the cloud.
    public static final StateDurations BRISK =
            new StateDurations(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));

    /// Every state once, none for long.
    public static final StateDurations INSTANT =
            new StateDurations(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
