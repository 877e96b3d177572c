package dev.atelier.app.mask;

/// How much a picture is made larger at each side, in pixels, 0 or more.
public record Margins(int left, int top, int right, int bottom) {
    public Margins {
        if (left < 0 || top < 0 || right < 0 || bottom < 0) {
            throw new IllegalArgumentException("margins: expected 0 or more");
        }
    }
}
