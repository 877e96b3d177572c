package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// What the webui of a service does for any client: A1111 keeps the moment at which its last job
/// began also after that has ended (`modules/shared_state.py`).
///
/// @param busy whether a job is under way
/// @param begun the moment by the clock of the service, in the digits of `yyyyMMddHHmmss`; 0 before
///   the first job
public record Activity(boolean busy, long begun) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 1 << 20;
    private static final int NO_SUCH_CALL = 404;

    /// Asks a service; blocks for one short call.
    ///
    /// @return empty where the service has no such call
    /// @throws IOException where it does not answer, or answers otherwise
    public static Optional<Activity> of(WebuiService service) throws IOException {
        var request = service.to("/sdapi/v1/progress?skip_current_image=true").get().build();
        try {
            var reply = new Calls(SOON, MOST_BYTES).start(request, SOON).reply().get();
            if (reply.status() == NO_SUCH_CALL) {
                return Optional.empty();
            }
            if (!reply.successful()) {
                throw new MessageException(Message.of("service.status", reply.status()));
            }
            return Optional.of(of(JSON.readTree(reply.body()).path("state")));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// A count below 0 is of a job that has just begun.
    static Activity of(JsonNode state) {
        var stamp = state.path("job_timestamp").asText("");
        long begun = stamp.matches("[0-9]{1,14}") ? Long.parseLong(stamp) : 0;
        return new Activity(state.path("job_count").asInt(0) != 0, begun);
    }
}
