package dev.atelier.app.lora;

import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The recipe drawn with a LoRA at some weights, to choose one by eye. Made when asked for, kept by
/// recipe, weight and the LoRA's file, so that the same is never drawn twice.
public final class WeightPreviews {
    private static final Seed SEED = Seed.of(1);

    private final Path folder;
    private final Generator engine;
    private final Tasks tasks;

    /// @param folder where they are kept; may be deleted at any time
    public WeightPreviews(Path folder, Generator engine, Tasks tasks) {
        this.folder = folder;
        this.engine = engine;
        this.tasks = tasks;
    }

    /// The recipe of one picture with that weight: a random seed is one and the same for all, and
    /// there is no second pass, which changes little of a style.
    static Recipe recipe(Recipe draft, LoraOffer offer, double weight) {
        var prompt = draft.prompt();
        boolean isNew = PromptLora.in(prompt).stream().noneMatch(it -> isOf(it, offer));
        for (var lora : PromptLora.in(prompt).reversed()) {
            if (isOf(lora, offer)) {
                prompt = lora.removed(prompt);
            }
        }
        var seed = draft.seed().value().signum() < 0 ? SEED : draft.seed();
        if (weight != 0) {
            prompt = PromptLora.added(prompt, offer.name(), weight);
            prompt = isNew ? offer.worded(prompt) : prompt;
        }
        return draft.withPrompt(prompt)
                .withSeed(seed)
                .withBatch(Batch.ONE)
                .withHires(Optional.empty())
                .withResourceHashes(List.of());
    }

    /// Whether a tag means that LoRA.
    static boolean isOf(PromptLora lora, LoraOffer offer) {
        return offer.names().stream().anyMatch(lora.name()::equalsIgnoreCase);
    }

    /// Where such a picture is, or would be.
    Path file(Recipe draft, LoraOffer offer, double weight) {
        var row = offer.row();
        var lora = row.file() + "|" + row.sizeBytes() + "|" + row.facts().changed();
        var key = RecipeJson.write(recipe(draft, offer, weight)) + (weight == 0 ? "" : lora);
        return folder.resolve(hash(key) + ".png");
    }

    private static String hash(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// Draws those that are not there, one after another in the lane of all that computes.
    ///
    /// @param outcome progress is the number of pictures that are there
    Task make(Recipe draft, LoraOffer offer, List<Double> weights, Tasks.Outcome<Integer> outcome) {
        return tasks.compute("draw-weights", task -> draw(task, draft, offer, weights), outcome);
    }

    private int draw(Task task, Recipe draft, LoraOffer offer, List<Double> weights)
            throws IOException, GenerationException {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        Files.createDirectories(folder);
        int done = 0;
        for (double weight : weights) {
            task.throwIfCancelled();
            var file = file(draft, offer, weight);
            if (Files.notExists(file)) {
                var recipe = recipe(draft, offer, weight);
                var pictures = engine.generate(recipe, Observer.NONE, cancellation);
                task.throwIfCancelled();
                if (!pictures.isEmpty()) {
                    PictureFile.write(pictures.getFirst(), file);
                }
            }
            done++;
            task.report(new Task.Step((double) done / weights.size(), Integer.toString(done)));
        }
        return done;
    }
}
