package dev.atelier.app.cli;

import dev.atelier.app.failure.NearestName;
import dev.atelier.recipe.Message;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, of what picocli found. Its exceptions carry the facts; the
/// words are this program's.
final class UsageProblem {
    private static final String VALUE_KEY = "usage.value";

    private final ParameterException thrown;
    private final CommandSpec command;
    private final List<String> arguments;

    /// @param arguments all that were typed
    UsageProblem(ParameterException thrown, String... arguments) {
        this.thrown = thrown;
        this.command = thrown.getCommandLine().getCommandSpec();
        this.arguments = List.of(arguments);
    }

    /// One sentence without a full stop.
    Message what() {
        return switch (thrown) {
            case UnmatchedArgumentException e -> unmatched(e);
            case MissingParameterException e -> missing(e.getMissing());
            case OverwrittenOptionException e ->
                    Message.of("usage.twice", name(e.getOverwritten()));
            case MutuallyExclusiveArgsException _ -> Message.of("usage.exclusive", exclusive());
            default ->
                    thrown.getArgSpec() == null
                            ? Message.of("usage.command", commands(command))
                            : value(thrown.getArgSpec(), String.valueOf(thrown.getValue()));
        };
    }

    /// Names near what was typed, the nearest first; there may be none.
    private Optional<String> nearest(String typed, Stream<String> names) {
        var all = names.toList();
        return NearestName.of(all, typed, Math.max(2, typed.length() / 3))
                .or(() -> all.stream().filter(name -> name.startsWith(typed)).findFirst());
    }

    private Message unmatched(UnmatchedArgumentException e) {
        var typed = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().getFirst();
        if (typed.startsWith("-")) {
            var name = typed.replaceFirst("=.*", "");
            var options = command.options().stream().filter(option -> !option.hidden());
            return nearest(name, options.map(OptionSpec::longestName))
                    .map(near -> Message.of("usage.no-option-near", name, near))
                    .orElseGet(() -> Message.of("usage.no-option", name));
        }
        if (command.subcommands().isEmpty()) {
            return Message.of("usage.too-much", typed);
        }
        return nearest(typed, names(command))
                .map(near -> Message.of("usage.no-command-near", typed, near))
                .orElseGet(() -> Message.of("usage.no-command", typed, commands(command)));
    }

    private Message missing(List<ArgSpec> missing) {
        var typed =
                missing.stream()
                        .filter(arg -> arg instanceof OptionSpec option && isTyped(option))
                        .findFirst();
        if (typed.isPresent()) {
            return Message.of("usage.no-value", name(typed.get()), typed.get().paramLabel());
        }
        var names = missing.stream().map(UsageProblem::name).collect(Collectors.joining(", "));
        boolean oneOf = missing.stream().anyMatch(arg -> arg.group() != null);
        return Message.of(oneOf && missing.size() > 1 ? "usage.one-of" : "usage.missing", names);
    }

    private String exclusive() {
        return command.argGroups().stream()
                .filter(group -> group.exclusive() && group.validate())
                .map(group -> group.allOptionsNested().stream().filter(this::isTyped).toList())
                .filter(options -> options.size() > 1)
                .flatMap(List::stream)
                .map(UsageProblem::name)
                .collect(Collectors.joining(", "));
    }

    private boolean isTyped(OptionSpec option) {
        return Arrays.stream(option.names())
                .anyMatch(name ->
                        arguments.stream()
                                .anyMatch(it -> it.equals(name) || it.startsWith(name + "=")));
    }

    private Message value(ArgSpec arg, String value) {
        var name = name(arg);
        if (arg.converters().length > 0) {
            // Our own say what they expected.
            return thrown.getCause() instanceof RefusedValueException own
                    ? Message.of("usage.value-own", name, own.reason())
                    : Message.of("usage.value-bad", name, value);
        }
        var type = arg.auxiliaryTypes()[0];
        if (type == int.class || type == Integer.class || isLong(type)) {
            return Message.of(VALUE_KEY, name, Message.of("expected.whole"), value);
        }
        if (type == double.class || type == Double.class) {
            return Message.of(VALUE_KEY, name, Message.of("expected.number"), value);
        }
        if (type.isEnum()) {
            var all =
                    Arrays.stream(type.getEnumConstants())
                            .map(it -> String.valueOf(it).toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
            return Message.of(VALUE_KEY, name, Message.of("usage.choice", all), value);
        }
        return Message.of("usage.value-bad", name, value);
    }

    private static boolean isLong(Class<?> type) {
        return type == long.class || type == Long.class || type == BigInteger.class;
    }

    private static String name(ArgSpec arg) {
        return switch (arg) {
            case OptionSpec option -> option.longestName();
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> arg.paramLabel();
        };
    }

    private static Stream<String> names(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(it -> !it.usageMessage().hidden())
                .map(CommandSpec::name)
                .distinct();
    }

    private static String commands(CommandSpec command) {
        return names(command).collect(Collectors.joining(", "));
    }
}
