package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.UniPcOptions.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One UniPC step: the first-order solution plus weighted differences of the estimates.
///
/// @param base factors of `x` and of the newest estimate in the first-order solution
/// @param newest the newest estimate, `m0`
/// @param slopes `(m_i - m_0) / r_i` of the older estimates
/// @param predictor weight of every slope when predicting
/// @param corrector weight of every slope, then of the newly reached difference, when correcting
record UniPcUpdate(
        Base base, Latent newest, List<Latent> slopes, double[] predictor, double[] corrector) {
    record Base(double ofX, double ofNewest) {}

    /// @param history newest first; its length is the order of the step
    static UniPcUpdate of(
            Variant variant, List<UniPcPoint> history, double t, ContinuousTime time) {
        var newest = history.getFirst();
        double h = time.lambda(t) - newest.lambda();
        double alpha = time.alpha(t);
        var ratios = new double[history.size()];
        var slopes = new ArrayList<Latent>();
        for (int i = 1; i < history.size(); i++) {
            double ratio = (history.get(i).lambda() - newest.lambda()) / h;
            ratios[i - 1] = ratio;
            slopes.add(history.get(i).clean().minus(newest.clean()).dividedBy(ratio));
        }
        ratios[history.size() - 1] = 1;
        var weights =
                switch (variant) {
                    case BH1 -> Weights.ofB(ratios, -h, -h);
                    case BH2 -> Weights.ofB(ratios, -h, Math.expm1(-h));
                    case VARY_COEFF -> Weights.varying(ratios, -h);
                };
        var base = new Base(time.sigma(t) / newest.sigma(), -alpha * Math.expm1(-h));
        return new UniPcUpdate(
                base,
                newest.clean(),
                slopes,
                scaled(weights.predictor(), -alpha),
                scaled(weights.corrector(), -alpha));
    }

    Latent predict(Latent x) {
        return combined(x, predictor);
    }

    /// @param reached the estimate at the predicted point
    Latent correct(Latent x, Latent reached) {
        double last = corrector[corrector.length - 1];
        return combined(x, corrector).plusScaled(reached.minus(newest), last);
    }

    private Latent combined(Latent x, double[] weights) {
        var sum = x.times(base.ofX()).plusScaled(newest, base.ofNewest());
        for (int i = 0; i < slopes.size(); i++) {
            sum = sum.plusScaled(slopes.get(i), weights[i]);
        }
        return sum;
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /// The weights of both halves of the step, before the factor -alpha.
    private record Weights(double[] predictor, double[] corrector) {
        /// Section 3.1: solve `R w = b` for the given function `B(h)`; low orders are simplified.
        static Weights ofB(double[] ratios, double hh, double b) {
            int order = ratios.length;
            var matrix = new double[order][order];
            var right = new double[order];
            double phi = Math.expm1(hh) / hh - 1;
            double factorial = 1;
            for (int i = 0; i < order; i++) {
                for (int j = 0; j < order; j++) {
                    matrix[i][j] = Math.pow(ratios[j], i);
                }
                right[i] = phi * factorial / b;
                factorial *= i + 2;
                phi = phi / hh - 1 / factorial;
            }
            var half = new double[] {0.5};
            var corrector = order == 1 ? half : LinearSystem.solve(matrix, right);
            var predictor =
                    switch (order) {
                        case 1 -> new double[0];
                        case 2 -> half;
                        default -> LinearSystem.solve(matrix, Arrays.copyOf(right, order - 1));
                    };
            return new Weights(scaled(predictor, b), scaled(corrector, b));
        }

        /// Appendix: coefficients from the inverse of `C`, with `C[j][k] = r_j^k / (k + 1)!`. As in
        /// the authors' code the new difference takes only the last row's share.
        static Weights varying(double[] ratios, double hh) {
            int order = ratios.length;
            var phi = phis(order + 1, hh);
            var matrix = new double[order][order];
            for (int j = 0; j < order; j++) {
                double entry = 1;
                for (int k = 0; k < order; k++) {
                    matrix[j][k] = entry;
                    entry *= ratios[j] / (k + 2);
                }
            }
            var corrector = new double[order];
            var predictor = new double[order - 1];
            for (int j = 0; j < order; j++) {
                var column = inverseColumn(matrix, order, j);
                var shorter = j < order - 1 ? inverseColumn(matrix, order - 1, j) : new double[0];
                for (int k = 0; k < order - 1 && j < order - 1; k++) {
                    predictor[j] += phi[k + 1] * shorter[k];
                    corrector[j] += phi[k + 1] * column[k];
                }
                if (j == order - 1) {
                    corrector[j] = phi[order] * column[Math.max(order - 2, 0)];
                }
            }
            return new Weights(predictor, corrector);
        }

        /// `h phi_1 ... h phi_count`.
        private static double[] phis(int count, double hh) {
            var phis = new double[count];
            double phi = Math.expm1(hh);
            double factorial = 1;
            for (int k = 0; k < count; k++) {
                phis[k] = phi;
                phi = phi / hh - 1 / factorial;
                factorial *= k + 2;
            }
            return phis;
        }

        private static double[] inverseColumn(double[][] matrix, int size, int column) {
            var unit = new double[size];
            unit[column] = 1;
            return LinearSystem.solve(matrix, unit);
        }
    }
}
