package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.JsonDeviation;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Reports what is wrong with a config before the service does, or does not. One rule for every
/// trap that Alibaba's documents and samples hold.
public final class Lint {
    /// One group of rules.
    interface Check {
        Stream<Finding> findings(ServiceConfig config, LintContext context);
    }

    private static final List<Check> CHECKS =
            List.of(
                    new ValueRules(),
                    new KeyRules(),
                    new UnknownKeys(),
                    new MetadataRules(),
                    new MachineRules(),
                    new ContainerRules(),
                    new StorageRules(),
                    new QueueRules());

    private Lint() {}

    /// What is wrong with a config, worst first.
    public static List<Finding> check(ServiceConfig config, LintContext context) {
        return CHECKS.stream()
                .flatMap(check -> check.findings(config, context))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /// What is wrong with a text, its spelling included.
    ///
    /// @throws ConfigException when it cannot be read even leniently
    public static List<Finding> check(String text, LintContext context) throws ConfigException {
        var config = ServiceConfig.read(text);
        var found = new ArrayList<>(spelling(text));
        found.addAll(check(config, context));
        found.sort(Comparator.comparing(Finding::severity));
        return found;
    }

    /// What is wrong with the spelling of a text alone.
    public static List<Finding> spelling(String text) {
        var found = new ArrayList<Finding>();
        ServiceConfig.deviations(text).forEach((kind, line) -> found.add(spelling(kind, line)));
        return List.copyOf(found);
    }

    /// Corrects all that needs no decision. What remains is for a person.
    public static ServiceConfig fixed(ServiceConfig config, LintContext context) {
        var current = config;
        for (int round = 0; round < 100; round++) { // each fix may open the way to another
            var fix = check(current, context).stream().flatMap(f -> f.fix().stream()).findFirst();
            if (fix.isEmpty()) {
                return current;
            }
            var next = fix.get().apply(current);
            if (next.equals(current)) {
                throw new IllegalStateException("a fix changed nothing in " + config);
            }
            current = next;
        }
        throw new IllegalStateException("the fixes of the lint contradict each other");
    }

    private static Finding spelling(JsonDeviation kind, int line) {
        var what =
                switch (kind) {
                    case TRAILING_COMMA -> "lint.comma";
                    case COMMENT -> "lint.comment";
                    case LOOSE_QUOTES -> "lint.quotes";
                    case TYPOGRAPHIC_MARKS -> "lint.typography";
                    case DUPLICATE_KEY -> "lint.duplicate";
                };
        var remedy =
                switch (kind) {
                    case DUPLICATE_KEY -> "lint.duplicate-advice";
                    case TYPOGRAPHIC_MARKS -> "lint.typography-advice";
                    case TRAILING_COMMA, COMMENT, LOOSE_QUOTES -> "lint.strict";
                };
        var finding =
                Finding.of(
                        Rule.valueOf(kind.name()), "", Message.of(what, line), Message.of(remedy));
        return kind == JsonDeviation.TYPOGRAPHIC_MARKS
                ? finding.respelledBy(ServiceConfig::straightened)
                : finding;
    }
}
