package dev.atelier.cloud.account;

/// A profile cannot be used. The message goes on after the name of its file, and repeats nothing of
/// what the file holds but names.
final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    ProfileException(String clause) {
        super(clause);
    }

    static ProfileException unsupported(String profile, String kind, String supported) {
        return new ProfileException(
                "has the profile %s with %s, which is not supported here; it can be %s"
                        .formatted(word(profile), word(kind), supported));
    }

    static ProfileException missing(String profile) {
        return new ProfileException("has no profile " + word(profile));
    }

    /// A name out of a file, short and in one line.
    private static String word(String text) {
        var plain = text.replaceAll("[^\\p{L}\\p{N}._-]", "?");
        return "\"" + plain.substring(0, Math.min(plain.length(), 40)) + "\"";
    }
}
