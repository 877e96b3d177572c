package dev.atelier.sandbox.queue;

/// What goes wrong with watches, asked for each frame.
public interface WatchFaults {
    WatchFaults NONE =
            new WatchFaults() {
                @Override
                public boolean breaksAfter(int frames) {
                    return false;
                }

                @Override
                public boolean duplicates() {
                    return false;
                }

                @Override
                public boolean reorders() {
                    return false;
                }
            };

    /// Whether a connection breaks that has carried so many frames.
    boolean breaksAfter(int frames);

    /// Whether this frame is sent twice.
    boolean duplicates();

    /// Whether the frame after this one is sent first.
    boolean reorders();
}
