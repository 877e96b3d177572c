package dev.atelier.checkpoint.diffusers;

import com.fasterxml.jackson.core.JsonProcessingException;

/// Where a JSON text is not sound, which says the same in every language; what Jackson says is
/// English.
public final class JsonPlace {
    private JsonPlace() {}

    /// The line, from 1; 0 where it is not known.
    public static int of(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    }
}
