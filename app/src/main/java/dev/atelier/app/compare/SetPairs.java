package dev.atelier.app.compare;

import dev.atelier.app.library.RecipeKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Two sets of pictures, each picture beside the one of the other set that it belongs to.
///
/// @param pairs in the order of the first set
/// @param onlyA what of the first set has no partner
/// @param onlyB what of the second set has none
public record SetPairs(List<Pair> pairs, List<SetPicture> onlyA, List<SetPicture> onlyB) {
    /// How two pictures were found to belong together.
    public enum By {
        /// One recipe, model by its name.
        RECIPE,
        /// The same prompt, seed and size; other settings may differ.
        MOTIF,
        /// The same file name without its ending.
        NAME
    }

    /// Two pictures that belong together.
    public record Pair(SetPicture a, SetPicture b, By by) {}

    public SetPairs {
        pairs = List.copyOf(pairs);
        onlyA = List.copyOf(onlyA);
        onlyB = List.copyOf(onlyB);
    }

    /// Pairs by recipe, what is left by prompt, seed and size, and what is left then by name. Of
    /// several that fit, the first of one set goes with the first of the other.
    public static SetPairs of(List<SetPicture> a, List<SetPicture> b) {
        var leftA = new LinkedHashSet<>(a);
        var leftB = new LinkedHashSet<>(b);
        var partners = new HashMap<SetPicture, Pair>();
        pair(By.RECIPE, it -> it.recipe().map(RecipeKey::exact), leftA, leftB, partners);
        pair(By.MOTIF, it -> it.recipe().map(RecipeKey::motif), leftA, leftB, partners);
        pair(By.NAME, it -> Optional.of(it.stem()), leftA, leftB, partners);
        var pairs = a.stream().distinct().filter(partners::containsKey).map(partners::get).toList();
        return new SetPairs(pairs, List.copyOf(leftA), List.copyOf(leftB));
    }

    private static void pair(
            By by,
            Function<SetPicture, Optional<String>> key,
            Set<SetPicture> leftA,
            Set<SetPicture> leftB,
            Map<SetPicture, Pair> partners) {
        var waiting = new HashMap<String, Deque<SetPicture>>();
        for (var picture : leftB) {
            key.apply(picture)
                    .ifPresent(it ->
                            waiting.computeIfAbsent(it, _ -> new ArrayDeque<>()).add(picture));
        }
        for (var picture : new ArrayList<>(leftA)) {
            key.apply(picture)
                    .map(waiting::get)
                    .map(Deque::poll)
                    .ifPresent(partner -> {
                        partners.put(picture, new Pair(picture, partner, by));
                        leftA.remove(picture);
                        leftB.remove(partner);
                    });
        }
    }
}
