package dev.atelier.app.cli;

import dev.atelier.recipe.Message;
import picocli.CommandLine.TypeConversionException;

/// A value that an option cannot have, with the reason in every language.
public final class RefusedValueException extends TypeConversionException {
    private static final long serialVersionUID = 1L;

    private final transient Message reason;

    /// @param reason without the option's name and without a full stop
    public RefusedValueException(Message reason) {
        super(reason.english());
        this.reason = reason;
    }

    /// `expected …, got …`.
    public static RefusedValueException expected(Message what, String got) {
        return new RefusedValueException(Message.of("value.expected", what, got));
    }

    Message reason() {
        return reason;
    }
}
