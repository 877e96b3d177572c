package dev.atelier.sandbox.sign;

/// An error of one of the vendor's control planes. Each service has a catalogue of its own.
public interface ApiError {
    int status();

    String code();

    /// The sentence where nothing more precise is.
    String sentence();

    /// With its usual sentence.
    default RefusedException exception() {
        return new RefusedException(this, sentence());
    }

    /// With another sentence.
    default RefusedException because(String sentence) {
        return new RefusedException(this, sentence);
    }
}
