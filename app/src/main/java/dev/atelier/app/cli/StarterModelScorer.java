package dev.atelier.app.cli;

import dev.atelier.recipe.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges a flat-design picture by its pixels: is the colour asked for there, is the background
/// what was asked, is the thing where it should be. Made for the starter model, which draws in ten
/// colours.
///
/// Rules: a pixel counts as a palette colour when that is its nearest and no further than [#NEAR]
/// away in RGB; the background is what the picture's border mostly shows.
final class StarterModelScorer {
    /// Distance in RGB up to which a pixel is called by a palette colour: anti-aliased edges and
    /// the autoencoder's blur lie beyond.
    private static final double NEAR = 90;

    /// A thing must cover this share of the picture to be there: the smallest drawn covers 0.5 %.
    private static final double LEAST = 0.004;

    /// How far from the named place a thing's centre may be, as a share of the edge.
    private static final double REACH = 0.17;

    /// Share of the border that must show a plain background's colour.
    private static final double MOSTLY = 0.5;

    private final Map<String, List<Integer>> palette;
    private final int width;
    private final int height;
    private final String[] names;

    /// @param palette name to red, green, blue
    StarterModelScorer(Picture picture, Map<String, List<Integer>> palette) {
        this.palette = palette;
        this.width = picture.size().width();
        this.height = picture.size().height();
        this.names = new String[width * height];
        var rgb = picture.rgb();
        for (int i = 0; i < names.length; i++) {
            names[i] = nearest(rgb[3 * i] & 0xFF, rgb[3 * i + 1] & 0xFF, rgb[3 * i + 2] & 0xFF);
        }
    }

    /// The place of a colour: the mean of its pixels off the border, as shares of the edges.
    record Place(double x, double y, double share) {
        boolean near(List<Double> target) {
            return Math.abs(x - target.getFirst()) <= REACH
                    && Math.abs(y - target.getLast()) <= REACH;
        }
    }

    /// Where a colour is, if enough of it is there.
    Optional<Place> place(String colour) {
        double sumX = 0;
        double sumY = 0;
        int count = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (names[y * width + x].equals(colour)) {
                    sumX += x + 0.5;
                    sumY += y + 0.5;
                    count++;
                }
            }
        }
        double share = (double) count / names.length;
        return share < LEAST
                ? Optional.empty()
                : Optional.of(new Place(sumX / count / width, sumY / count / height, share));
    }

    /// Whether all these colours, and nearly nothing else, make up the border.
    boolean background(List<String> colours) {
        var border = border();
        long fitting = border.stream().filter(colours::contains).count();
        boolean all =
                colours.stream()
                        .allMatch(c ->
                                border.stream().filter(c::equals).count() > border.size() / 10);
        return all && fitting >= MOSTLY * border.size();
    }

    private List<String> border() {
        var border = new ArrayList<String>();
        for (int x = 0; x < width; x++) {
            border.add(names[x]);
            border.add(names[(height - 1) * width + x]);
        }
        for (int y = 1; y < height - 1; y++) {
            border.add(names[y * width]);
            border.add(names[y * width + width - 1]);
        }
        return border;
    }

    private String nearest(int red, int green, int blue) {
        var best = "";
        double bestDistance = NEAR;
        for (var colour : palette.entrySet()) {
            var c = colour.getValue();
            double distance =
                    Math.sqrt(
                            Math.pow(red - c.get(0), 2)
                                    + Math.pow(green - c.get(1), 2)
                                    + Math.pow(blue - c.get(2), 2));
            if (distance < bestDistance) {
                best = colour.getKey();
                bestDistance = distance;
            }
        }
        return best;
    }
}
