package dev.atelier.recipe;

import java.util.Optional;

/// Watches a run. Called on the generating thread, so it must be quick.
public interface Observer {
    /// Watches nothing.
    Observer NONE = new Observer() {};

    /// What the pictures are made with is loaded, and drawing begins.
    default void ready() {}

    /// A service elsewhere gets the work. Called before it is sent and again, with more, when it
    /// was accepted; what is kept of it lets [#known] find the work after a restart.
    ///
    /// @param request the id under which the service knows it
    default void submitted(String request) {}

    /// What [#submitted] said of this same work in an earlier run that did not end; empty for new
    /// work.
    default Optional<String> known() {
        return Optional.empty();
    }

    /// The work waits at a service elsewhere.
    ///
    /// @param before how many others are before it
    default void waiting(long before) {}

    /// It waits no longer: what it needs is loaded, unless it is there.
    default void loading() {}

    /// The map that a ControlNet unit is controlled by is drawn.
    ///
    /// @param unit 0-based
    /// @param size of the map
    /// @param bytes of all channels, row by row: red, green, blue, and where there is a mask how
    ///   much is repainted
    default void controlMap(int unit, Size size, byte[] bytes) {}

    /// A step is done.
    default void progress(Progress progress) {}

    /// A rough view of the picture so far.
    default void preview(PreviewImage preview) {}

    /// Whether previews are worth making.
    default boolean wantsPreviews() {
        return false;
    }

    /// A picture is finished.
    default void finished(Picture picture) {}
}
