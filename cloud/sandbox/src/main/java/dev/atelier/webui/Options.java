package dev.atelier.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.webui.request.Catalogue;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.RequestFields;
import dev.atelier.webui.request.WebuiError;
import dev.atelier.webui.request.WebuiOptions;
import java.util.Optional;
import java.util.function.Supplier;

/// `/sdapi/v1/options`: the settings that act here; others are taken and have no effect, as
/// settings of absent features have none.
final class Options {
    private final Supplier<Catalogue> catalogue;
    private final WebuiOptions settings;
    private final boolean saves;

    /// @param saves whether pictures are saved where a call wants them to be
    Options(Supplier<Catalogue> catalogue, WebuiOptions settings, boolean saves) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.saves = saves;
    }

    JsonNode get() {
        var all = Json.object();
        settings.pictures().forEach(all::putPOJO);
        return all.put("samples_save", saves)
                .put("grid_save", saves)
                .put("samples_format", settings.format().name())
                .put("jpeg_quality", settings.format().quality())
                .put("sd_model_checkpoint", settings.checkpoint().title())
                .put("sd_checkpoint_hash", settings.checkpoint().hash())
                .put("sd_vae", settings.vaeName())
                .put("live_previews_enable", true);
    }

    Reply set(Incoming incoming) {
        var given = FieldTable.object(incoming.body());
        var checkpoint = checkpoint(given);
        try {
            settings.choose(RequestFields.settings(given));
        } catch (IllegalArgumentException e) {
            throw WebuiError.INVALID_VALUE.with(String.valueOf(e.getMessage()));
        }
        // After all that may be refused: a call sets all that it gives, or nothing.
        checkpoint.ifPresent(settings::checkpoint);
        if (given.hasNonNull("sd_vae")) {
            settings.vae(given.path("sd_vae").asText("Automatic"));
        }
        return Reply.json(200, NullNode.getInstance());
    }

    private Optional<Catalogue.Checkpoint> checkpoint(JsonNode given) {
        if (!given.hasNonNull("sd_model_checkpoint")) {
            return Optional.empty();
        }
        var wanted = given.path("sd_model_checkpoint").asText();
        var found = catalogue.get().checkpoint(wanted);
        if (found.isEmpty()) {
            throw WebuiError.CHECKPOINT_NOT_FOUND.with(wanted);
        }
        return found;
    }
}
