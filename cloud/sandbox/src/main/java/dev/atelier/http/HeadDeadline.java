package dev.atelier.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections whose request heads trickle: the server's own limit begins again with each
/// byte, so that a few of them would keep a connection for hours. Stands before every handler,
/// which only whole heads reach.
final class HeadDeadline extends Handler.Wrapper implements Connection.Listener, Runnable {
    private static final long LOOK_MILLIS = 1000;

    private final Map<Connection, State> open = new ConcurrentHashMap<>();
    private final Duration most;
    private final Scheduler clock;

    /// One connection. Guarded by itself.
    private static final class State {
        private boolean busy;
        private long bytesBefore;
        private long since;
        private boolean begun;
    }

    /// @param most the time from the first byte of a head to its last
    HeadDeadline(Handler handler, Duration most, Scheduler clock) {
        super(handler);
        this.most = most;
        this.clock = clock;
    }

    /// After the server has started.
    void begin() {
        clock.schedule(this, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) { // no WebSocket
            open.put(connection, new State());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var connection = request.getConnectionMetaData().getConnection();
        busy(connection, true);
        Request.addCompletionListener(request, _ -> busy(connection, false));
        return super.handle(request, response, callback);
    }

    private void busy(Connection connection, boolean busy) {
        var state = open.get(connection);
        if (state != null) {
            synchronized (state) {
                state.busy = busy;
                state.bytesBefore = connection.getBytesIn();
                state.begun = false;
            }
        }
    }

    @Override
    public void run() {
        open.forEach(this::look);
        begin();
    }

    private void look(Connection connection, State state) {
        synchronized (state) {
            if (state.busy || connection.getBytesIn() == state.bytesBefore) {
                return;
            }
            long now = System.nanoTime();
            if (!state.begun) {
                state.begun = true;
                state.since = now;
            } else if (now - state.since > most.toNanos()) {
                connection.getEndPoint().close();
            }
        }
    }
}
