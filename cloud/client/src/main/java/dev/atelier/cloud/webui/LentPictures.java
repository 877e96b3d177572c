package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Pictures of one call that travel through the service's OSS folder, because the public endpoint
/// takes less: the request names them by `image_link`, which replaces `init_images` and the picture
/// of a ControlNet unit. For a mask the API has no link. Closing takes the pictures back.
///
/// @param files the folder; empty where the service has none that is known
/// @param names what was lent
record LentPictures(Service service, Optional<RemoteFiles> files, List<String> names)
        implements AutoCloseable {
    private static final String LINK = "image_link";

    LentPictures(Service service, Optional<RemoteFiles> files) {
        this(service, files, new ArrayList<>());
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
        var name = "atelier-" + UUID.randomUUID() + ".png";
        try {
            var link = to.lend(name, Base64.getDecoder().decode(base64.asText()));
            names.add(name);
            return link;
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.Unreachable(
                            Message.of(
                                    "service.queue-lend",
                                    service.shown(),
                                    String.valueOf(e.getMessage()))),
                    e);
        }
    }

    @Override
    public void close() {
        names.forEach(name -> files.ifPresent(it -> it.takeBack(name)));
    }
}
