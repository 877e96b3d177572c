package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One thing that is wrong with a config.
///
/// @param path JSON pointer of the place, empty for the whole text
/// @param what is wrong, one sentence
/// @param advice what to do, one sentence
/// @param fix corrects the config, where that needs no decision
/// @param respelling corrects the text, where only its spelling is wrong
public record Finding(
        Rule rule,
        String path,
        Message what,
        Message advice,
        Optional<UnaryOperator<ServiceConfig>> fix,
        Optional<UnaryOperator<String>> respelling) {
    static Finding of(Rule rule, String path, Message what, Message advice) {
        return new Finding(rule, path, what, advice, Optional.empty(), Optional.empty());
    }

    Finding fixedBy(UnaryOperator<ServiceConfig> fix) {
        return new Finding(rule, path, what, advice, Optional.of(fix), Optional.empty());
    }

    Finding respelledBy(UnaryOperator<String> respelling) {
        return new Finding(rule, path, what, advice, Optional.empty(), Optional.of(respelling));
    }

    /// Whether it can be corrected without a decision.
    public boolean hasFix() {
        return fix.isPresent() || respelling.isPresent();
    }

    /// What is wrong, in English.
    public String sentence() {
        return what.english();
    }

    /// What to do, in English.
    public String remedy() {
        return advice.english();
    }

    public Severity severity() {
        return rule.severity();
    }

    /// `rule path: sentence remedy`, for logs and the command line.
    @Override
    public String toString() {
        return "%s %s: %s %s".formatted(rule, path.isEmpty() ? "/" : path, sentence(), remedy());
    }
}
