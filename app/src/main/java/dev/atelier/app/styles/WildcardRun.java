package dev.atelier.app.styles;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;

/// One replacement of the wildcards of a text. The random is SplitMix64 (Steele, Lea and Flood,
/// Fast splittable pseudorandom number generators, OOPSLA 2014), written out because a recipe must
/// give the same words with every version of Java.
final class WildcardRun {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_REPLACEMENTS = 1_000;

    private final Wildcards wildcards;
    private final Set<WildcardFinding> findings = new LinkedHashSet<>();
    private long state;
    private int replacements;

    /// What stopped the wildcard of the prompt that is being replaced.
    private Optional<Stop> stop = Optional.empty();

    private enum Stop {
        DEPTH,
        LENGTH
    }

    WildcardRun(Wildcards wildcards, long seed) {
        this.wildcards = wildcards;
        this.state = seed;
    }

    List<WildcardFinding> findings() {
        return List.copyOf(findings);
    }

    String expand(String text) {
        return expand(text, 0);
    }

    private String expand(String text, int depth) {
        var out = new StringBuilder();
        int done = 0;
        for (var use : Wildcards.uses(text)) {
            out.append(text, done, use.start());
            out.append(replacement(use, depth, out.length()));
            done = use.end();
            if (depth == 0) {
                reset(use.group(1));
            } else if (stop.isPresent()) {
                return "";
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private void reset(String name) {
        stop.ifPresent(reason ->
                findings.add(
                        switch (reason) {
                            case DEPTH -> new WildcardFinding.Endless(name);
                            case LENGTH -> new WildcardFinding.TooLong(name);
                        }));
        stop = Optional.empty();
    }

    /// The words for a use, or the use itself where there are none.
    private String replacement(MatchResult use, int depth, int length) {
        var line = line(use.group(1));
        if (line.isEmpty()) {
            return use.group();
        }
        replacements++;
        if (depth == MAX_DEPTH) {
            stop = Optional.of(Stop.DEPTH);
        } else if (tooLong(line.get(), length)) {
            stop = Optional.of(Stop.LENGTH);
        } else {
            var words = expand(line.get(), depth + 1);
            if (stop.isEmpty() && tooLong(words, length)) {
                stop = Optional.of(Stop.LENGTH);
            }
            return stop.isEmpty() ? words : use.group();
        }
        return use.group();
    }

    private boolean tooLong(String words, int length) {
        return replacements > MAX_REPLACEMENTS || length + words.length() > MAX_LENGTH;
    }

    private Optional<String> line(String name) {
        var lines = wildcards.lists().get(name);
        if (lines == null) {
            findings.add(new WildcardFinding.Unknown(name));
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            findings.add(new WildcardFinding.Empty(name));
            return Optional.empty();
        }
        return Optional.of(lines.get(below(lines.size())));
    }

    private int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        return mixed(state);
    }

    /// SplitMix64's finalizer: near seeds give far numbers.
    static long mixed(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
