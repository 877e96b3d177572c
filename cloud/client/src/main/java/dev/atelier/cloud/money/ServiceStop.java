package dev.atelier.cloud.money;

import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.recipe.Message;
import java.time.Duration;

/// Stops a service and looks until it is stopped: a stop that was only asked for costs on.
///
/// @param every between two looks
/// @param looks after how many it gives up
public record ServiceStop(EasClient eas, Duration every, int looks) {
    /// What was seen last.
    public sealed interface Last {
        /// It costs nothing more.
        ///
        /// @param status such as `Stopped`
        record Over(String status) implements Last {}

        /// There is no such service any more, so that it costs nothing.
        record Gone() implements Last {}

        /// It was not stopped within the looks.
        ///
        /// @param status the vendor's word
        record Running(String status) implements Last {
            /// Whether it was going to be.
            public boolean isStopping() {
                return ServiceState.of(status) == ServiceState.STOPPING;
            }
        }

        /// The last look failed.
        ///
        /// @param why one sentence
        record Unknown(Message why) implements Last {}

        /// Whether nothing runs on.
        default boolean isOver() {
            return this instanceof Over || this instanceof Gone;
        }

        /// In brackets behind a name: a status, or what went wrong.
        default Message words() {
            return switch (this) {
                case Over(var status) -> Message.plain(status);
                case Gone() -> Message.of("money.gone");
                case Running(var status) -> Message.plain(status);
                case Unknown(var why) -> why;
            };
        }
    }

    /// Looks after which the stop is requested again.
    private static final int AGAIN = 10;

    /// Blocks until it costs nothing more, or gives up.
    public Last stop(String service) throws InterruptedException {
        Last last = new Last.Running("");
        for (int look = 0; look < looks; look++) {
            try {
                var now = eas.find(service);
                if (now.isEmpty()) {
                    return new Last.Gone();
                }
                var status = now.get().status();
                if (now.get().state().isOver()) {
                    return new Last.Over(status);
                }
                var running = new Last.Running(status);
                last = running;
                if (look % AGAIN == 0 && !running.isStopping()) {
                    eas.stop(service);
                }
            } catch (EasException e) {
                last = new Last.Unknown(e.what());
            }
            Thread.sleep(every);
        }
        return last;
    }
}
