package dev.atelier.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves on top of the real one when a test says so.
final class MovedClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    void move(Duration by) {
        ahead = ahead.plus(by);
    }
}
