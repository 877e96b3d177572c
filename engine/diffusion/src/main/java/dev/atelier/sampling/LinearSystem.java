package dev.atelier.sampling;

import java.util.Arrays;

/// Solves the few-by-few systems of UniPC.
final class LinearSystem {
    private LinearSystem() {}

    /// The `x` with `matrix x = right` for the leading part of `matrix`, by elimination with row
    /// pivoting. Arguments stay unchanged.
    static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        var a = new double[n][];
        for (int row = 0; row < n; row++) {
            a[row] = Arrays.copyOf(Arrays.copyOf(matrix[row], n), n + 1);
            a[row][n] = right[row];
        }
        for (int column = 0; column < n; column++) {
            pivot(a, column);
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : a[row][column] / a[column][column];
                for (int k = column; k <= n; k++) {
                    a[row][k] -= factor * a[column][k];
                }
            }
        }
        var x = new double[n];
        for (int row = 0; row < n; row++) {
            x[row] = a[row][n] / a[row][row];
        }
        return x;
    }

    private static void pivot(double[][] a, int column) {
        int best = column;
        for (int row = column + 1; row < a.length; row++) {
            best = Math.abs(a[row][column]) > Math.abs(a[best][column]) ? row : best;
        }
        var swapped = a[column];
        a[column] = a[best];
        a[best] = swapped;
    }
}
