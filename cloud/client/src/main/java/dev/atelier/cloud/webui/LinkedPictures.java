package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/// Pictures of one call that travel through the service's OSS folder, because its gateway or its
/// queue takes less: the request names them by `image_link`, which replaces `init_images` and the
/// picture of a ControlNet unit. For a mask the API has no link. Closing takes the pictures back.
final class LinkedPictures implements AutoCloseable {
    private static final String LINK = "image_link";

    private final WebuiService service;
    private final Optional<RemoteFiles> files;
    private final String name;
    private int lent;

    /// @param files the folder; empty where the service has none that is known
    /// @param name begins the names of what is lent; unique
    LinkedPictures(WebuiService service, Optional<RemoteFiles> files, String name) {
        this.service = service;
        this.files = files;
        this.name = name;
    }

    /// The start of the names of the files; also sent to the webui as the id of the task.
    String name() {
        return name;
    }

    /// What an earlier run may have lent for a recipe is taken back, too.
    void lentBefore(Recipe recipe) {
        lent = 1 + recipe.activeControls().size();
    }

    /// A request with links in the places of its pictures, or the same one where nothing can be
    /// lent. Blocks for uploading.
    ///
    /// @throws GenerationException when the folder cannot be written
    ObjectNode linked(ObjectNode body) throws GenerationException {
        if (files.isEmpty()) {
            return body;
        }
        var linked = body.deepCopy();
        var units = linked.at("/alwayson_scripts/controlnet/args");
        for (var unit : units) {
            if (unit instanceof ObjectNode own && own.path("image").isTextual()) {
                own.put(LINK, link(files.get(), own.get("image")));
                own.remove("image");
            }
        }
        var images = linked.path("init_images");
        if (images.size() == 1) {
            var scripts =
                    linked.get("alwayson_scripts") instanceof ObjectNode own
                            ? own
                            : linked.putObject("alwayson_scripts");
            scripts.put(LINK, link(files.get(), images.get(0)));
            linked.remove("init_images");
        }
        return linked;
    }

    private String link(RemoteFiles to, JsonNode base64) throws GenerationException {
        try {
            // Counted before: of an upload that broke off a part may be there.
            return to.lend(name(lent++), Base64.getDecoder().decode(base64.asText()));
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.Unreachable(
                            Message.of(
                                    "service.queue-lend",
                                    service.shown(),
                                    Explained.sentenceOf(e))),
                    e);
        }
    }

    private String name(int index) {
        return name + "-" + index + ".png";
    }

    @Override
    public void close() {
        files.ifPresent(it -> {
            for (int i = 0; i < lent; i++) {
                it.takeBack(name(i));
            }
        });
        lent = 0;
    }
}
