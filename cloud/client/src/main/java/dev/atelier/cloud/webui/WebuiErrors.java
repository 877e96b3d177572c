package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.PyTorchErrors;

/// What AUTOMATIC1111's webui and FastAPI under it answer when they fail, as far as this program
/// makes something of it: `modules/api/api.py`, `handle_exception`, sends `error` (the class of the
/// Python exception), `detail`, `body` and `errors` (its text).
final class WebuiErrors {
    /// `torch.OutOfMemoryError` and, before PyTorch 2.5, `torch.cuda.OutOfMemoryError`; Python's
    /// own where the machine's memory ran out.
    private static final String OUT_OF_MEMORY = "OutOfMemoryError";

    private static final String MEMORY = "MemoryError";

    /// Starlette's `detail` where no route has the path: there is no webui of ours at this address.
    private static final String NO_ROUTE = "Not Found";

    private WebuiErrors() {}

    /// @param text what stands in the answer for people
    static boolean isOutOfMemory(JsonNode answer, String text) {
        var thrown = answer.path("error").asText("");
        return thrown.equals(OUT_OF_MEMORY)
                || thrown.equals(MEMORY)
                || PyTorchErrors.isOutOfMemory(text);
    }

    static boolean isNoRoute(JsonNode answer) {
        return answer.path("detail").asText("").equals(NO_ROUTE);
    }
}
