package dev.atelier.recipe;

/// A value that its field cannot have.
public final class InvalidValueException extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message reason;

    /// @param reason names the field and what it may be, without a full stop
    public InvalidValueException(Message reason) {
        super(reason.english());
        this.reason = reason;
    }

    /// `field: expected …, got …`.
    public static InvalidValueException of(String field, Message expected, Object got) {
        return new InvalidValueException(Message.of("value.got", field, expected, got));
    }

    @Override
    public Message reason() {
        return reason;
    }

    /// Why a value was refused.
    public static Message reason(IllegalArgumentException e) {
        return Explained.reasonOf(e);
    }
}
