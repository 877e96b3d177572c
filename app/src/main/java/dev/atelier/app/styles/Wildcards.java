package dev.atelier.app.styles;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lists of words by name. `__name__` in a prompt stands for one line of its list, which may hold
/// wildcards itself. The seed decides which line, so the same recipe with the same lists gives the
/// same words.
///
/// @param lists the lines to choose from, by name; `/` parts folders
public record Wildcards(SortedMap<String, List<String>> lists) {
    public static final Wildcards NONE = new Wildcards(new TreeMap<>());

    /// Letters, digits and what file names usually hold; the shortest that fits.
    private static final String NAME =
            "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M} ./_'&+-]{0,198}?[\\p{L}\\p{N}\\p{M}.+-])??";

    private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
    private static final Pattern USE = Pattern.compile("__(" + NAME + ")__");

    public Wildcards {
        var copy = new TreeMap<String, List<String>>();
        lists.forEach((name, lines) -> copy.put(name, List.copyOf(lines)));
        lists = Collections.unmodifiableSortedMap(copy);
    }

    /// A prompt with its wildcards replaced, and what could not be.
    public record Expansion(String text, List<WildcardFinding> findings) {
        public Expansion {
            findings = List.copyOf(findings);
        }
    }

    /// A recipe with its wildcards replaced, and what could not be.
    public record ExpandedRecipe(Recipe recipe, List<WildcardFinding> findings) {
        public ExpandedRecipe {
            findings = List.copyOf(findings);
        }
    }

    /// The same with one list changed or added.
    public Wildcards with(String name, List<String> lines) {
        var next = new TreeMap<>(lists);
        next.put(name, lines);
        return new Wildcards(next);
    }

    /// All names in order, for completion.
    public List<String> names() {
        return List.copyOf(lists.keySet());
    }

    /// Whether any prompt of a recipe uses one.
    public static boolean areIn(Recipe recipe) {
        var second = recipe.hires();
        return Stream.of(
                        recipe.prompt(),
                        recipe.negativePrompt(),
                        second.map(HiresPass::prompt).orElse(""),
                        second.map(HiresPass::negativePrompt).orElse(""))
                .anyMatch(text -> USE.matcher(text).find());
    }

    /// The uses in a text; the first group is the name.
    public static List<MatchResult> uses(String text) {
        return USE.matcher(text).results().toList();
    }

    /// Whether `__name__` can be written in a prompt and names a file inside a folder.
    public static boolean isName(String name) {
        return WHOLE_NAME.matcher(name).matches()
                && !name.contains("__")
                && Stream.of(name.split("/", -1))
                        .noneMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
    }

    /// The lines of a file to choose from: not empty, no `#` in front.
    public static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /// Replaces the wildcards of one text.
    public Expansion expand(String text, long seed) {
        var run = new WildcardRun(this, seed);
        return new Expansion(run.expand(text), run.findings());
    }

    /// Replaces the wildcards of all prompts of a recipe. Each prompt draws for itself, so that a
    /// change in one leaves the words of the others as they are.
    ///
    /// @throws IllegalArgumentException when the seed is still to be drawn
    public ExpandedRecipe expand(Recipe recipe) {
        if (recipe.seed().isRandom()) {
            throw new IllegalArgumentException(
                    "wildcards: expected a drawn seed, got a random one");
        }
        var draw = new Draw(this, recipe.seed().bits(), new LinkedHashSet<>());
        var expanded =
                recipe.withPrompt(draw.text(recipe.prompt(), 0))
                        .withNegativePrompt(draw.text(recipe.negativePrompt(), 1))
                        .withHires(recipe.hires().map(draw::hires));
        return new ExpandedRecipe(expanded, List.copyOf(draw.findings));
    }

    /// The prompts of one recipe, each with a random of its own.
    private record Draw(Wildcards wildcards, long seed, Set<WildcardFinding> findings) {
        String text(String text, int prompt) {
            var expansion = wildcards.expand(text, WildcardRun.mixed(seed) + prompt);
            findings.addAll(expansion.findings());
            return expansion.text();
        }

        HiresPass hires(HiresPass pass) {
            return pass.withPrompt(text(pass.prompt(), 2))
                    .withNegativePrompt(text(pass.negativePrompt(), 3));
        }
    }
}
