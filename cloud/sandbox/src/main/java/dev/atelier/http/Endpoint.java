package dev.atelier.http;

/// A call that is answered here: the page that describes it, and a program that makes it in a test.
///
/// @param name the vendor's, or method and path
/// @param link the page that describes it, or [#OWN]
/// @param client a program whose call a test makes, or replays as that program sends it; with its
///   version where it has one
public record Endpoint(String name, String link, String client) {
    /// What this program has for itself: no other program has such a call.
    public static final String OWN = "Atelier's own";

    /// No program of others: plain requests of a test.
    public static final String PLAIN = "plain HTTP";

    public Endpoint {
        require(!name.isBlank(), "a name");
        require(link.equals(OWN) || link.startsWith("https://"), "a page");
        require(!client.isBlank(), "a client");
    }

    private static void require(boolean given, String what) {
        if (!given) {
            throw new IllegalArgumentException("an endpoint has " + what);
        }
    }
}
