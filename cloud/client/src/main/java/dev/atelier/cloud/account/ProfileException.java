package dev.atelier.cloud.account;

import dev.atelier.recipe.Message;
import java.nio.file.Path;

/// A profile cannot be used. What it says repeats nothing of what the file holds but names.
final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /// A clause about the file, which is named when it is known.
    interface Reason {
        Message of(Path file);
    }

    ProfileException(Reason reason) {
        super(reason.of(Path.of("")).english());
        this.reason = reason;
    }

    static ProfileException unsupported(String profile, String kind, String supported) {
        return new ProfileException(file ->
                Message.of("access.profile-kind", file, word(profile), word(kind), supported));
    }

    static ProfileException missing(String profile) {
        return new ProfileException(file -> Message.of("access.no-profile", file, word(profile)));
    }

    /// Why nothing was found in a file, a clause.
    Message why(Path file) {
        return reason.of(file);
    }

    /// A name out of a file, short and in one line.
    private static String word(String text) {
        var plain = text.replaceAll("[^\\p{L}\\p{N}._-]", "?");
        return "\"" + plain.substring(0, Math.min(plain.length(), 40)) + "\"";
    }
}
