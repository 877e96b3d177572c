package dev.atelier.app.bench;

/// One measurement against another of the same process.
///
/// @param value a ratio, or seconds
/// @param unit `x` for a ratio, `s` for seconds
/// @param aim what it is to stay within; 0 for none
/// @param least whether it is to be the aim at least
public record RatioRow(String name, double value, String unit, double aim, boolean least) {
    static RatioRow most(String name, double ratio, double aim) {
        return new RatioRow(name, ratio, "x", aim, false);
    }
}
