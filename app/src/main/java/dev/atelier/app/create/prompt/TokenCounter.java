package dev.atelier.app.create.prompt;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the tokens of a prompt while it is typed, away from the event thread. A newer text
/// replaces one that is not counted yet.
public final class TokenCounter {
    private final Tasks tasks;
    private final Supplier<ClipTokenizer> tokenizer;

    /// What the counter shows.
    ///
    /// @param nearEdge few tokens are left in the chunk
    /// @param problem what cannot be read in the prompt, empty if all can
    public record Count(String shown, boolean nearEdge, String problem) {}

    /// @param tokenizer slow the first time it is asked for; called off the event thread
    public TokenCounter(Tasks tasks, Supplier<ClipTokenizer> tokenizer) {
        this.tasks = tasks;
        this.tokenizer = tokenizer;
    }

    /// Reports to `shown` from now on, on the event thread.
    public void follow(Observed<String> text, Consumer<Count> shown) {
        var running = new AtomicReference<@Nullable Task>();
        text.bind(words -> {
            var old = running.get();
            if (old != null) {
                old.cancel();
            }
            running.set(
                    tasks.run("", task -> count(words), Tasks.Outcome.of(shown, failure -> {})));
        });
    }

    private Count count(String words) {
        try {
            var tokens = PromptTokens.of(tokenizer.get(), words, Conditioner.Options.DEFAULT);
            int left = tokens.target() - tokens.count();
            return new Count(tokens.count() + "/" + tokens.target(), left <= 5, "");
        } catch (PromptException e) {
            return new Count("–", true, String.valueOf(e.getMessage()));
        }
    }
}
