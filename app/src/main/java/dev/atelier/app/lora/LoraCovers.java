package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.cover.PicturesOf;
import java.nio.file.Path;
import java.util.Optional;

/// What a LoRA looks like: the newest picture the user made with it, else the one beside its file.
public record LoraCovers(PicturesOf pictures) {
    PicturesOf.Uses uses(LoraOffer offer) {
        return pictures.of(ModelKind.LORA, offer.names());
    }

    Optional<Path> of(LoraOffer offer) {
        return uses(offer).pictures().stream().findFirst().or(() -> offer.row().facts().preview());
    }
}
