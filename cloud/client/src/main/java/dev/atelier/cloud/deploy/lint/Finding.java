package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One thing that is wrong with a config.
///
/// @param path JSON pointer of the place, empty for the whole text
/// @param sentence what is wrong
/// @param remedy what to do
/// @param fix corrects it, where that needs no decision
public record Finding(
        Rule rule,
        String path,
        String sentence,
        String remedy,
        Optional<UnaryOperator<ServiceConfig>> fix) {
    static Finding of(Rule rule, String path, String sentence, String remedy) {
        return new Finding(rule, path, sentence, remedy, Optional.empty());
    }

    Finding fixedBy(UnaryOperator<ServiceConfig> fix) {
        return new Finding(rule, path, sentence, remedy, Optional.of(fix));
    }

    public Severity severity() {
        return rule.severity();
    }

    /// `rule path: sentence remedy`, for logs and the command line.
    @Override
    public String toString() {
        return "%s %s: %s %s".formatted(rule, path.isEmpty() ? "/" : path, sentence, remedy);
    }
}
