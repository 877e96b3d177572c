package dev.atelier.http;

/// A call that is answered here: the page that describes it, and a program that makes it in a test.
///
/// @param name the vendor's, or the path
/// @param link the page that describes it, or [#OWN]
public record Endpoint(String name, String link, Client client) {
    /// What this program has for itself: no other program has such a call.
    public static final String OWN = "Atelier's own";

    /// A program whose call a test makes, or replays as that program sends it.
    ///
    /// @param program with its version where it has one
    /// @param call text of the test that shows the call, such as `putObject(`
    public record Client(String program, String call) {
        public Client {
            require(!program.isBlank() && !call.isBlank(), "a client and its call");
        }
    }

    public Endpoint {
        require(!name.isBlank(), "a name");
        require(link.equals(OWN) || link.startsWith("https://"), "a page");
    }

    private static void require(boolean given, String what) {
        if (!given) {
            throw new IllegalArgumentException("an endpoint has " + what);
        }
    }
}
