package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.PromptHistory;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.styles.WildcardFolder;
import dev.atelier.app.styles.Wildcards;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the draft to the queue. Wildcards are drawn here, for each picture by its own seed, so
/// that the queue and the picture hold the words that were used.
final class GenerateActions {
    private static final Logger log = LoggerFactory.getLogger(GenerateActions.class);
    private static final int REMEMBERED = 500;

    /// More at once is a mistake of the finger.
    static final int MOST = 100;

    private final Messages messages = Messages.of(GenerateActions.class);
    private final DraftModel draft;
    private final PlaceChoiceModel where;
    private final Toasts toasts;
    private final Tasks tasks;
    private final Path wildcards;
    private final Path historyFile;
    private final PromptHistory history;
    private final Value<Integer> times = Value.of(1);
    private Runnable ordered = () -> {};

    /// @param home folder of the user's `wildcards`
    GenerateActions(
            DraftModel draft, PlaceChoiceModel where, Toasts toasts, Tasks tasks, Path home) {
        this.draft = draft;
        this.where = where;
        this.toasts = toasts;
        this.tasks = tasks;
        wildcards = home.resolve("wildcards");
        historyFile = home.resolve("prompts.txt");
        history = new PromptHistory(earlier(historyFile), REMEMBERED);
    }

    private static List<String> earlier(Path file) {
        try {
            return Files.exists(file) ? PromptHistory.read(file) : List.of();
        } catch (IOException e) {
            log.warn("the earlier prompts cannot be read", e);
            return List.of();
        }
    }

    /// Does something each time a person orders pictures.
    void onOrder(Runnable action) {
        ordered = action;
    }

    /// The prompts that were sent.
    PromptHistory history() {
        return history;
    }

    /// Orders what the draft describes.
    void send(boolean front) {
        if (!draft.settle() || isRefused(front)) {
            return;
        }
        ordered.run();
        var recipe = draft.recipe().get();
        remember(recipe.prompt());
        int rounds = times.get();
        for (int i = 0; i < rounds; i++) {
            // Of what goes to the front the last is first.
            var next = QueueModel.later(recipe, front ? rounds - 1 - i : i);
            send(next, one -> where.order(one, front), i == 0);
        }
        var place = where.place();
        if (place.paused().get()) {
            toasts.show(
                    "pause",
                    "text.secondary",
                    messages.text("generate.paused"),
                    Optional.of(new Toasts.Verb(messages.text("generate.resume"), place::resume)));
        }
    }

    /// Says why the chosen place makes nothing any more, with the way to make it here.
    private boolean isRefused(boolean front) {
        var why = where.refusal().get();
        why.ifPresent(words -> {
            Runnable here =
                    () -> {
                        where.choose(PlaceChoiceModel.PlaceChoice.HERE);
                        send(front);
                    };
            var verb = new Toasts.Verb(messages.text("generate.here"), here);
            toasts.show("warning", "warn", words, Optional.of(verb));
        });
        return why.isPresent();
    }

    /// How often [#send] orders the draft; a fixed seed goes on counting.
    Value<Integer> times() {
        return times;
    }

    /// Orders what the draft describes once more; a fixed seed goes on counting.
    ///
    /// @param round 0-based
    void sendRound(int round) {
        var next = QueueModel.later(draft.recipe().get(), round);
        send(next, one -> where.queue().add(one, false), round == 0); // it goes on here alone
    }

    /// @param order takes each recipe that is to be made
    /// @param warns says what is wrong with the wildcards; once is enough
    private void send(Recipe recipe, Consumer<Recipe> order, boolean warns) {
        if (!Wildcards.areIn(recipe)) {
            order.accept(recipe);
            return;
        }
        tasks.run(
                "expand-wildcards",
                task -> drawn(recipe),
                Tasks.Outcome.of(
                        drawn -> {
                            drawn.recipes.forEach(order);
                            if (warns) {
                                drawn.findings.forEach(it -> warn(words(it)));
                            }
                        },
                        failure -> warn(FailureMessages.of(failure))));
    }

    private void remember(String prompt) {
        history.remember(prompt);
        var entries = history.entries();
        tasks.inOrder(() -> {
            try {
                PromptHistory.write(historyFile, entries);
            } catch (IOException e) {
                log.warn("the prompts cannot be saved", e);
            }
        });
    }

    private record Drawn(List<Recipe> recipes, Set<Message> findings) {}

    private Drawn drawn(Recipe recipe) throws IOException {
        Files.createDirectories(wildcards);
        var contents = new WildcardFolder(wildcards).read();
        var seeded = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        var recipes = new ArrayList<Recipe>();
        var findings = new LinkedHashSet<Message>(contents.problems());
        for (int i = 0; i < recipe.batch().total(); i++) {
            var one = seeded.withSeed(seeded.seed().ofImage(i)).withBatch(Batch.ONE);
            var expanded = contents.wildcards().expand(one);
            recipes.add(expanded.recipe());
            expanded.findings().forEach(finding -> findings.add(finding.message()));
        }
        return new Drawn(List.copyOf(recipes), findings);
    }

    private static String words(Message finding) {
        return finding.localized();
    }

    private void warn(String words) {
        toasts.show("warning", "warn", words, Optional.empty());
    }
}
