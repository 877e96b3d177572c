package dev.atelier.app.connect;

import dev.atelier.app.shell.Feature;

/// The cloud that the studio is connected to. Event thread.
public final class ConnectFeature implements Feature {
    private final CloudSession session;

    public ConnectFeature(CloudSession session) {
        this.session = session;
    }

    /// Which cloud is connected, for what is built on it.
    public CloudSession session() {
        return session;
    }

    @Override
    public void open() {
        session.resume();
    }

    @Override
    public void close() {
        session.close();
    }
}
