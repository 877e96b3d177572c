package dev.atelier.cloud.webui;

import dev.atelier.cloud.oss.name.Mounts;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The pictures that a service saved in the folder that it shares with this computer, instead of
/// sending them.
///
/// @param recipe what was sent, its seed resolved
record FetchedPictures(WebuiService service, RemoteFiles files, Recipe recipe) {
    /// Paths of pictures, without grids, which come first.
    ///
    /// @param urls the `image_url` of an answer
    static List<String> paths(String urls, Recipe recipe) {
        var paths = Mounts.paths(urls).stream().filter(it -> !it.contains("-grids/")).toList();
        int total = recipe.batch().total();
        return paths.size() > total ? paths.subList(paths.size() - total, paths.size()) : paths;
    }

    /// Fetches them. Blocks.
    ///
    /// @param paths inside the container
    /// @param facts what is recorded with each picture
    /// @throws GenerationException where one cannot be had; it stays where it is
    List<Picture> at(List<String> paths, Map<String, String> facts) throws GenerationException {
        var pictures = new ArrayList<Picture>();
        for (var path : paths) {
            var own = recipe.withSeed(recipe.seed().ofImage(pictures.size()));
            try {
                var file = files.fetch(path);
                var drawn = Answer.drawnWith(file, own.withBatch(Batch.ONE));
                pictures.add(Answer.picture(file, drawn, facts));
            } catch (IOException e) {
                var why = Explained.sentenceOf(e);
                throw new GenerationException(
                        new Failure.Unreachable(
                                Message.of("service.queue-object", service.shown(), path, why)),
                        e);
            }
        }
        return List.copyOf(pictures);
    }
}
