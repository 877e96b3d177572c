package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import java.util.Arrays;

/// The linear map from the channels of a latent pixel to the mean colour of its picture pixels that
/// fits best, by least squares over what it was shown. It grows better with every picture.
final class LinearColours {
    /// How many latent pixels the first map counts as.
    private static final double WEIGHT = 100;

    private final int channels;
    private final int edge;
    private final double[][] squares;
    private final double[][] products;
    private double[][] factors;

    /// @param first the map to begin with: a row for each channel and one for what is added
    /// @param edge picture pixels for each latent pixel
    LinearColours(double[][] first, int edge) {
        this.edge = edge;
        this.channels = first.length - 1;
        squares = new double[channels + 1][channels + 1];
        products = new double[channels + 1][3];
        factors = first;
        for (int r = 0; r <= channels; r++) {
            squares[r][r] = WEIGHT;
            for (int c = 0; c < 3; c++) {
                products[r][c] = WEIGHT * first[r][c];
            }
        }
    }

    /// Takes a latent and the picture that the autoencoder made of it into account.
    ///
    /// @param latent one picture's, as the UNet sees it
    /// @param made three channels, `edge` times as wide and high
    synchronized void learn(Latent latent, Bitmap made) {
        int pixels = latent.height() * latent.width();
        boolean fits = latent.channels() == channels && made.width() == edge * latent.width();
        if (!fits || !Arrays.stream(latent.values()).allMatch(Double::isFinite)) {
            return;
        }
        var input = new double[channels + 1];
        input[channels] = 1;
        var colour = new double[3];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < channels; c++) {
                input[c] = latent.values()[c * pixels + i];
            }
            mean(made, i % latent.width(), i / latent.width(), colour);
            for (int r = 0; r <= channels; r++) {
                for (int c = 0; c <= channels; c++) {
                    squares[r][c] += input[r] * input[c];
                }
                for (int c = 0; c < 3; c++) {
                    products[r][c] += input[r] * colour[c];
                }
            }
        }
        factors = solved();
    }

    private void mean(Bitmap made, int column, int row, double[] colour) {
        for (int c = 0; c < 3; c++) {
            int sum = 0;
            for (int y = 0; y < edge; y++) {
                for (int x = 0; x < edge; x++) {
                    sum += made.at(edge * column + x, edge * row + y, c);
                }
            }
            colour[c] = (double) sum / (edge * edge);
        }
    }

    /// Gauss and Jordan, with the largest pivot.
    private double[][] solved() {
        int size = channels + 1;
        var rows = new double[size][size + 3];
        for (int r = 0; r < size; r++) {
            System.arraycopy(squares[r], 0, rows[r], 0, size);
            System.arraycopy(products[r], 0, rows[r], size, 3);
        }
        for (int at = 0; at < size; at++) {
            int best = at;
            for (int r = at + 1; r < size; r++) {
                best = Math.abs(rows[r][at]) > Math.abs(rows[best][at]) ? r : best;
            }
            var pivot = rows[best];
            rows[best] = rows[at];
            rows[at] = pivot;
            for (int r = 0; r < size; r++) {
                double share = r == at ? 0 : rows[r][at] / pivot[at];
                for (int c = at; c < size + 3 && share != 0; c++) {
                    rows[r][c] -= share * pivot[c];
                }
            }
        }
        var result = new double[size][3];
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < 3; c++) {
                result[r][c] = rows[r][size + c] / rows[r][r];
            }
        }
        return result;
    }

    /// One row for each channel and one for what is added: bytes of red, green and blue.
    synchronized double[][] factors() {
        return factors;
    }
}
