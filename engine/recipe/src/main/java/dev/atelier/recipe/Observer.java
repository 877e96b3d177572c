package dev.atelier.recipe;

/// Follows a generation. Calls come from the generator's threads and must return quickly; all do
/// nothing unless overridden.
public interface Observer {
    /// Ignores everything.
    Observer NONE = new Observer() {};

    /// Work went on.
    default void progress(Progress progress) {}

    /// The current picture can be looked at in passing.
    default void preview(Preview preview) {}

    /// A picture is finished; it will be in the result too.
    default void pictureDone(Picture picture) {}
}
