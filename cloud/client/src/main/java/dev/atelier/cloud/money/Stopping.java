package dev.atelier.cloud.money;

import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import java.time.Duration;
import java.util.Set;

/// Stops a service and looks until it is stopped: a stop that was only asked for costs on.
///
/// @param every between two looks
/// @param looks after how many it gives up
public record Stopping(EasClient eas, Duration every, int looks) {
    /// There is no such service (any more).
    public static final String GONE = "Gone";

    private static final Set<String> OVER = Set.of("Stopped", "Failed", "Deleted", GONE);

    /// Looks after which the stop is asked for again.
    private static final int AGAIN = 10;

    /// Blocks until it costs nothing more.
    ///
    /// @return what was seen last: `Stopped`, [#GONE], or another status or a sentence where it
    ///   gave up
    public String stop(String service) throws InterruptedException {
        var last = "";
        for (int look = 0; look < looks; look++) {
            try {
                var now = eas.find(service);
                if (now.isEmpty() || OVER.contains(now.get().status())) {
                    return now.isEmpty() ? GONE : now.get().status();
                }
                last = now.get().status();
                if (look % AGAIN == 0 && !last.equals("Stopping")) {
                    eas.stop(service);
                }
            } catch (EasException e) {
                last = String.valueOf(e.getMessage());
            }
            Thread.sleep(every);
        }
        return last;
    }

    /// Whether nothing runs on after this was seen last.
    public static boolean isOver(String last) {
        return OVER.contains(last);
    }
}
