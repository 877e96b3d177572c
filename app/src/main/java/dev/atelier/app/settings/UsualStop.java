package dev.atelier.app.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a service that begins to run is stopped again, as the user set it for all services.
///
/// @param until then, even at work
/// @param idle after so long without work
public record UsualStop(Optional<Instant> until, Optional<Duration> idle) {
    /// Nothing stops it.
    public static final UsualStop NEVER = new UsualStop(Optional.empty(), Optional.empty());

    /// That of a service that begins to run at a moment.
    public static UsualStop of(Settings settings, Instant begun) {
        return new UsualStop(
                Optional.of(Duration.ofHours(settings.get(StudioSettings.DEPLOY_HOURS)))
                        .filter(Duration::isPositive)
                        .map(begun::plus),
                Optional.of(Duration.ofMinutes(settings.get(StudioSettings.DEPLOY_IDLE)))
                        .filter(Duration::isPositive));
    }

    /// Whether anything stops it.
    public boolean isPlanned() {
        return until.isPresent() || idle.isPresent();
    }
}
