package dev.atelier.recipe;

/// A value that its field cannot have.
public final class InvalidValueException extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message reason;
    private final transient Message unnamed;

    /// @param reason names the field and what it may be, without a full stop
    public InvalidValueException(Message reason) {
        this(reason, reason);
    }

    private InvalidValueException(Message reason, Message unnamed) {
        super(reason.english());
        this.reason = reason;
        this.unnamed = unnamed;
    }

    /// `field: expected …, got …`.
    public static InvalidValueException of(String field, Message expected, Object got) {
        return new InvalidValueException(
                Message.of("value.got", field, expected, got),
                Message.of("value.expected", expected, got));
    }

    @Override
    public Message reason() {
        return reason;
    }

    /// The same without the field's name, for those who know the field by another one.
    public Message unnamed() {
        return unnamed;
    }

    /// Why a value was refused.
    public static Message reason(IllegalArgumentException e) {
        return Explained.reasonOf(e);
    }
}
