package dev.atelier.app.prompt;

import dev.atelier.app.styles.Wildcards;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.recipe.prompt.PromptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Looks over a prompt while it is typed. Quick enough for every key.
final class PromptCheck {
    private static final Pattern TAG = Pattern.compile("<\\w{1,40}+:[^>]{1,400}+>");

    /// Where a weight stands, as A1111 reads it.
    private static final Pattern WEIGHT =
            Pattern.compile(
                    ":\\s*+(?<digits>[+-]?[.\\d]+)\\s*+\\)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*+");

    /// ComfyUI's way of writing it.
    private static final String ASKED = "embedding:";

    private static final Pattern EMBEDDING = Pattern.compile("\\bembedding:([\\w.-]+)");

    /// Letters with a digit, a hyphen or an underscore among them, as names of files have.
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.<:-])(?=[A-Za-z]*[\\d_-])[A-Za-z][\\w-]{4,60}(?![\\w.:>-])");

    private final String text;
    private final Vocabulary known;
    private final List<PromptProblem> findings = new ArrayList<>();

    private PromptCheck(String text, Vocabulary known) {
        this.text = text;
        this.known = known;
    }

    /// The findings in the order of the text.
    static List<PromptProblem> of(String text, Vocabulary known) {
        var check = new PromptCheck(withoutComments(text), known);
        check.weights();
        check.tags();
        check.wildcards();
        check.embeddings();
        check.brackets();
        check.findings.sort(
                Comparator.comparingInt(PromptProblem::start).thenComparing(PromptProblem::kind));
        return List.copyOf(check.findings);
    }

    /// With spaces in place of what is left out.
    private static String withoutComments(String text) {
        return text.indexOf('#') < 0
                ? text
                : COMMENT.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
    }

    /// The grammar decides whether a weight can be read; here it is only found.
    private void weights() {
        for (var found : WEIGHT.matcher(text).results().toList()) {
            try {
                Attention.parse("(x:" + found.group("digits") + ")");
            } catch (PromptException e) {
                add(
                        PromptProblem.Kind.BAD_WEIGHT,
                        found.start("digits"),
                        found.end("digits"),
                        found.group("digits"));
            }
        }
    }

    private void tags() {
        for (var found : TAG.matcher(text).results().toList()) {
            for (var tag : ExtraNetworks.parse(found.group()).tags()) {
                var name = tag.positional().isEmpty() ? "" : tag.positional().getFirst();
                if (!LoraTag.isLora(tag)) {
                    add(PromptProblem.Kind.UNKNOWN_TAG, found.start(), found.end(), found.group());
                } else if (LoraTag.of(tag).isEmpty()) {
                    add(PromptProblem.Kind.BAD_TAG, found.start(), found.end(), found.group());
                } else if (known.unfit().contains(name)) {
                    add(PromptProblem.Kind.UNFIT_LORA, found.start(), found.end(), name);
                } else if (!known.isLora(name)) {
                    add(PromptProblem.Kind.UNKNOWN_LORA, found.start(), found.end(), name);
                }
            }
        }
    }

    private void wildcards() {
        for (var use : Wildcards.uses(text)) {
            var lines = known.wildcards().lists().get(use.group(1));
            if (lines == null) {
                add(PromptProblem.Kind.UNKNOWN_WILDCARD, use.start(), use.end(), use.group(1));
            } else if (lines.isEmpty()) {
                add(PromptProblem.Kind.EMPTY_WILDCARD, use.start(), use.end(), use.group(1));
            }
        }
    }

    /// An embedding is a word like any other: only a word that is no word of a language, and is
    /// written nearly like a name that is here, or that says it is one, is certainly meant as one.
    private void embeddings() {
        for (var found : EMBEDDING.matcher(text).results().toList()) {
            if (!known.isEmbedding(found.group(1))) {
                add(
                        PromptProblem.Kind.UNKNOWN_EMBEDDING,
                        found.start(1),
                        found.end(1),
                        found.group(1));
            }
        }
        if (known.embeddings().isEmpty()) {
            return;
        }
        for (var found : NAME.matcher(text).results().toList()) {
            var name = found.group();
            boolean asked = text.startsWith(ASKED, found.start() - ASKED.length());
            if (!asked
                    && !known.isEmbedding(name)
                    && Vocabulary.nearest(known.embeddings(), name).isPresent()) {
                add(PromptProblem.Kind.UNKNOWN_EMBEDDING, found.start(), found.end(), name);
            }
        }
    }

    /// A bracket that is never closed weighs all that follows, which is seldom meant.
    private void brackets() {
        var round = new ArrayDeque<Integer>();
        var square = new ArrayDeque<Integer>();
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++; // the next character is a letter
                case '(' -> round.push(i);
                case '[' -> square.push(i);
                case ')' -> round.poll();
                case ']' -> square.poll();
                default -> {}
            }
        }
        round.forEach(at -> add(PromptProblem.Kind.OPEN_BRACKET, at, at + 1, "("));
        square.forEach(at -> add(PromptProblem.Kind.OPEN_BRACKET, at, at + 1, "["));
    }

    private void add(PromptProblem.Kind kind, int start, int end, String name) {
        findings.add(new PromptProblem(kind, start, end, name));
    }
}
