package dev.atelier.app.prompt;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.text.PromptTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts the tokens of a prompt while it is typed, away from the event thread. A newer text
/// replaces one that is not counted yet.
public final class TokenCounter {
    /// Longer than any mark of the grammar between two tokens.
    private static final int FAR = 60;

    private final Tasks tasks;
    private final Source source;

    /// What the counter shows.
    ///
    /// @param nearEdge few tokens are left in the chunk
    /// @param edges indexes in the text where one chunk ends and another begins
    public record Count(String shown, boolean nearEdge, List<Integer> edges) {
        public Count {
            edges = List.copyOf(edges);
        }
    }

    /// Cuts prompts into tokens.
    public interface Source {
        /// Slow the first time; called off the event thread.
        PromptTokens tokens(String prompt) throws PromptException;
    }

    public TokenCounter(Tasks tasks, Source source) {
        this.tasks = tasks;
        this.source = source;
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
                    tasks.run(
                            "count-tokens",
                            task -> count(words),
                            Tasks.Outcome.of(shown, failure -> {})));
        });
    }

    private Count count(String words) {
        try {
            var tokens = source.tokens(words);
            int left = tokens.target() - tokens.count();
            return new Count(
                    tokens.count() + "/" + tokens.target(), left <= 5, edges(words, tokens));
        } catch (PromptException e) {
            return new Count("–", true, List.of());
        }
    }

    /// Where the tokens of each chunk but the last end. Tokens are found by their letters; what is
    /// not there, such as the marks of the grammar, is passed over.
    static List<Integer> edges(String words, PromptTokens tokens) {
        var edges = new ArrayList<Integer>();
        var text = words.toLowerCase(Locale.ROOT);
        int at = 0;
        for (var chunk : tokens.chunks().subList(0, tokens.chunks().size() - 1)) {
            for (var token : chunk) {
                var letters = token.text().strip();
                int found = text.indexOf(letters, at);
                if (!letters.isEmpty() && found >= 0 && found - at <= FAR) {
                    at = found + letters.length();
                }
            }
            edges.add(Math.min(at, words.length()));
        }
        return edges;
    }
}
