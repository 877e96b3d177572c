package dev.atelier.control;

/// The numbers with which a map is drawn, none of them open.
///
/// @param resolution shorter edge of what is worked on, in pixels
/// @param a the preprocessor's first number
/// @param b its second
/// @param seed of random numbers, as NumPy's: 32 bits; only `shuffle` draws any
public record Drawing(int resolution, double a, double b, long seed) {
    public Drawing withResolution(int value) {
        return new Drawing(value, a, b, seed);
    }
}
