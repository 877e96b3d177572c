package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// A request that the service's gateway takes: one that is too large is made smaller without
/// changing the picture, else its pictures travel through the service's OSS folder, else it is
/// refused before it is sent.
///
/// @param recipe its seed resolved
/// @param lent where pictures can be lent
/// @param folder inside the container where its pictures are saved; without one they are sent
record SizedRequest(
        Recipe recipe, WebuiService service, LinkedPictures lent, Optional<String> folder) {
    /// Names the folder where PAI-EAS saves; a webui elsewhere refuses a call that has it.
    static final String SAVE_DIR = "save_dir";

    private static final String SCRIPTS = "alwayson_scripts";

    /// The body; reads the pictures that the recipe names. Blocks.
    ///
    /// @throws IOException when a picture cannot be read
    /// @throws GenerationException when the body is too large whatever is done
    byte[] body(WebuiCapabilities ability) throws IOException, GenerationException {
        var body = Payload.of(recipe, ability).put(Payload.TASK, lent.name());
        folder.ifPresent(it -> saved(body, it));
        var bytes = bytes(body);
        if (bytes.length <= service.mostBytes()) {
            return bytes;
        }
        var fitted = Payload.fitted(recipe, body);
        if (fitted.isPresent()) {
            bytes = bytes(fitted.get());
        }
        if (bytes.length <= service.mostBytes()) {
            return bytes;
        }
        bytes = bytes(lent.linked(fitted.orElse(body)));
        if (bytes.length <= service.mostBytes()) {
            return bytes;
        }
        throw new GenerationException(tooLarge(bytes.length), null);
    }

    /// The same whose pictures are sent.
    SizedRequest sent() {
        return new SizedRequest(recipe, service, lent, Optional.empty());
    }

    /// Lets a service of PAI-EAS save the pictures instead of sending them.
    static void saved(ObjectNode body, String folder) {
        // With these the service would save nothing.
        body.remove("do_not_save_samples");
        body.remove("do_not_save_grid");
        var scripts = body.get(SCRIPTS) instanceof ObjectNode own ? own : body.putObject(SCRIPTS);
        scripts.put(SAVE_DIR, folder);
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Failure tooLarge(long bytes) throws IOException {
        var names = new ArrayList<String>();
        for (var picture : pictures()) {
            var file = Path.of(picture);
            names.add("%s with %s".formatted(file.getFileName(), megabytes(Files.size(file))));
        }
        var most = megabytes(service.mostBytes());
        return new Failure.BadRecipe(
                names.isEmpty()
                        ? Message.of("service.long-texts", megabytes(bytes), service.shown(), most)
                        : Message.of(
                                "service.large-pictures",
                                megabytes(bytes),
                                service.shown(),
                                most,
                                String.join(", ", names)),
                Message.of("service.smaller-picture"));
    }

    private ArrayList<String> pictures() {
        var pictures = new ArrayList<String>();
        switch (recipe.mode()) {
            case Mode.TextToImage() -> {}
            case Mode.ImageToImage mode -> pictures.add(mode.image());
            case Mode.Inpaint mode -> {
                pictures.add(mode.image());
                pictures.add(mode.mask());
            }
        }
        recipe.activeControls().forEach(unit -> pictures.add(unit.image()));
        return pictures;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1048576.0);
    }
}
