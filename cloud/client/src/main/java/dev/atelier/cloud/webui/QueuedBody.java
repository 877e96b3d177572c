package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request as an asynchronous service takes it: pictures are saved in its storage, and pictures
/// that are too large for the queue are lent to it as links.
///
/// @param files the shared folder; without one pictures come in the answer, which then must fit
/// @param lent where pictures can be lent
/// @param most bytes that the queue takes
record QueuedBody(
        WebuiService service, Optional<RemoteFiles> files, LinkedPictures lent, int most) {
    /// About what an answer has besides its paths.
    private static final int FRAME = 600;

    /// A file's name, its date and its folder.
    private static final int NAME = 110;

    /// @param task the tag of the job
    /// @throws IOException when a picture cannot be read
    /// @throws GenerationException when it cannot be lent, or is too large whatever is done
    byte[] of(Recipe recipe, WebuiCapabilities ability, String task)
            throws IOException, GenerationException {
        requireShortAnswer(recipe.batch().total());
        var body = Payload.of(recipe, ability).put(Payload.TASK, task);
        if (files.isPresent()) {
            SizedRequest.saved(body, files.get().folder());
        }
        var scripts =
                body.get("alwayson_scripts") instanceof ObjectNode own
                        ? own
                        : body.putObject("alwayson_scripts");
        scripts.put("id_task", task);
        var bytes = bytes(body);
        if (bytes.length > most) {
            body = lent.linked(body);
            bytes = bytes(body);
        }
        if (bytes.length <= most) {
            return bytes;
        }
        throw new GenerationException(
                new Failure.BadRecipe(
                        Message.of(
                                "service.queue-full",
                                bytes.length,
                                service.shown(),
                                most,
                                largest(body)),
                        Message.of("service.queue-shorten")),
                null);
    }

    private void requireShortAnswer(int pictures) throws GenerationException {
        if (files.isEmpty()) {
            return; // nobody knows how large they are
        }
        int fit = Math.max(1, (most - FRAME) / (files.get().folder().length() + NAME));
        if (pictures > fit) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("service.queue-many", pictures, service.shown(), fit),
                            Message.of("service.queue-fewer")),
                    null);
        }
    }

    private static String largest(ObjectNode body) {
        var name = "";
        int length = -1;
        for (var field : body.properties()) {
            int own = field.getValue().toString().length();
            if (own > length) {
                name = field.getKey();
                length = own;
            }
        }
        return name;
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
