package dev.atelier.image;

import dev.atelier.recipe.Size;
import java.util.Optional;

/// A rectangle of pixels.
public record Region(int x, int y, int width, int height) {
    /// What a mask covers, with so many pixels around it; empty where it covers nothing (A1111
    /// `masking.get_crop_region_v2`).
    public static Optional<Region> covered(Bitmap mask, int padding) {
        int left = mask.width();
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y, 0) != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }
        if (right < 0) {
            return Optional.empty();
        }
        int x1 = Math.max(left - padding, 0);
        int y1 = Math.max(top - padding, 0);
        int x2 = Math.min(right + 1 + padding, mask.width());
        int y2 = Math.min(bottom + 1 + padding, mask.height());
        return Optional.of(new Region(x1, y1, x2 - x1, y2 - y1));
    }

    /// Widened, or heightened, to the shape of `target` as far as the picture allows (A1111
    /// `masking.expand_crop_region`).
    public Region shapedAs(Size target, int pictureWidth, int pictureHeight) {
        double shape = (double) target.width() / target.height();
        if ((double) width / height > shape) {
            var side = grown(y, height, (int) (width / shape - height), pictureHeight);
            return new Region(x, side[0], width, side[1]);
        }
        var side = grown(x, width, (int) (height * shape - width), pictureWidth);
        return new Region(side[0], y, side[1], height);
    }

    /// A side made longer by `more`, kept within 0 to `limit`: start and length.
    private static int[] grown(int start, int length, int more, int limit) {
        int from = start - Math.floorDiv(more, 2);
        int to = start + length + more - Math.floorDiv(more, 2);
        if (to >= limit) {
            from -= to - limit;
            to = limit;
        }
        if (from < 0) {
            to -= from;
            from = 0;
        }
        return new int[] {from, Math.min(to, limit) - from};
    }
}
