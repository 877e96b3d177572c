package dev.atelier.recipe;

/// How much fresh noise each step adds. Where one setting is given for both (API `eta`), both
/// hold it.
///
/// @param ancestral for the ancestral and SDE samplers, 0 to 1000; A1111 1
/// @param ddim for DDIM, DDIM CFG++ and PLMS, 0 to 1000; A1111 0
public record Eta(double ancestral, double ddim) {
    public Eta {
        Require.within("eta", ancestral, 0.0, 1000.0);
        Require.within("eta ddim", ddim, 0.0, 1000.0);
    }

    /// A1111 v1.10.1's.
    public static final Eta DEFAULT = new Eta(1, 0);

    /// A copy with another `ancestral`.
    public Eta withAncestral(double ancestral) {
        return new Eta(ancestral, ddim);
    }

    /// A copy with another `ddim`.
    public Eta withDdim(double ddim) {
        return new Eta(ancestral, ddim);
    }
}
