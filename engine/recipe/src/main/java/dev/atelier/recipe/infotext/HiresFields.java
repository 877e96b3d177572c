package dev.atelier.recipe.infotext;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Size;
import java.util.Optional;

/// The part of an infotext about a second pass, in today's form or in that of A1111 before January
/// 2023, which named the larger size first and the size of the first pass besides.
final class HiresFields {
    static final String RESIZE = "Hires resize";

    private static final String OLD = "First pass size";

    private final ParsedInfotext fields;

    HiresFields(ParsedInfotext fields) {
        this.fields = fields;
    }

    /// @param firstSize the size of the first pass, or of the picture when there is one pass
    record Result(Size firstSize, Optional<HiresPass> pass) {}

    Result read() {
        boolean old = fields.has(OLD);
        boolean today =
                fields.has("Hires upscaler") || fields.has("Hires upscale") || fields.has(RESIZE);
        var size = fields.size("Size").orElse(Recipe.DEFAULT.size());
        if (old) {
            boolean none = fields.text(OLD).startsWith("0x");
            var first =
                    none ? fields.take(OLD).<Size>flatMap(_ -> Optional.empty()) : fields.size(OLD);
            var firstSize = first.orElseGet(() -> firstOf(size));
            return new Result(firstSize, Optional.of(pass(Optional.of(size))));
        }
        return new Result(size, today ? Optional.of(pass(resize(size))) : Optional.empty());
    }

    /// The size with as many pixels as 512×512 has, in multiples of 64.
    private static Size firstOf(Size size) {
        double scale = Math.sqrt(512.0 * 512.0 / ((double) size.width() * size.height()));
        return new Size(firstSide(scale * size.width()), firstSide(scale * size.height()));
    }

    private static int firstSide(double length) {
        return Math.min((int) Math.ceil(length / 64) * 64, Size.MAX);
    }

    /// A side of 0 follows from the other and the first pass's shape
    /// (`calculate_target_resolution`); two of them are no size.
    private Optional<Size> resize(Size first) {
        var written = fields.text(RESIZE);
        var size = fields.take(RESIZE, text -> resolved(text, first)).flatMap(it -> it);
        size.filter(_ -> !isWhole(written))
                .ifPresent(
                        it -> fields.lost(RESIZE, Message.of("issue.became", RESIZE, written, it)));
        return size;
    }

    /// Whether both sides are whole latent pixels.
    private static boolean isWhole(String text) {
        var sides = ParsedInfotext.sides(text);
        return Size.isOnGrid(sides[0], sides[1]);
    }

    /// @throws IllegalArgumentException when it is no size
    static Optional<Size> resolved(String text, Size first) {
        var sides = ParsedInfotext.sides(text);
        int width = sides[0] == 0 ? sides[1] * first.width() / first.height() : sides[0];
        int height = sides[1] == 0 ? sides[0] * first.height() / first.width() : sides[1];
        return width == 0 && height == 0
                ? Optional.empty()
                : Optional.of(Size.onGrid(width, height));
    }

    private HiresPass pass(Optional<Size> resize) {
        var d = HiresPass.DEFAULT;
        return new HiresPass(
                fields.within("Hires upscale", 1, 8).orElse(d.scale()),
                resize,
                fields.take("Hires upscaler").orElse(d.upscaler()),
                fields.wholeWithin("Hires steps", 0, Limits.STEPS).orElse(0),
                fields.share("Denoising strength").orElse(d.denoising()),
                fields.take("Hires sampler", text -> SamplerId.ofLabel(text).orElseThrow()),
                fields.take(
                        "Hires schedule type", text -> SamplerChoice.schedule(text).orElseThrow()),
                fields.take("Hires prompt").orElse(""),
                fields.take("Hires negative prompt").orElse(""));
    }
}
