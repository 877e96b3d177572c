package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.Fill;
import dev.atelier.recipe.Mode.MaskSettings;
import java.util.List;
import java.util.Optional;

/// The part of an infotext about a picture to start from. The picture itself and its mask are never
/// in the text, which the issues say.
final class ModeFields {
    private static final List<String> MASK =
            List.of("Mask blur", "Mask mode", "Masked content", "Inpaint area");

    private final ParsedInfotext fields;

    ModeFields(ParsedInfotext fields) {
        this.fields = fields;
    }

    /// @param hires whether the denoising strength belongs to a second pass
    Mode read(boolean hires) {
        boolean masked = MASK.stream().anyMatch(fields::has);
        if (hires || !(masked || fields.has("Denoising strength"))) {
            return new Mode.TextToImage();
        }
        double denoising = fields.share("Denoising strength").orElse(0.75);
        if (!masked) {
            fields.lost("Denoising strength", Message.of("issue.no-start"));
            return new Mode.ImageToImage("", denoising, Mode.Fit.STRETCH);
        }
        fields.lost("Denoising strength", Message.of("issue.no-start-nor-mask"));
        return new Mode.Inpaint("", "", denoising, Mode.Fit.STRETCH, mask());
    }

    private MaskSettings mask() {
        var d = MaskSettings.DEFAULT;
        int padding = fields.wholeWithin("Masked area padding", 0, Limits.MASK).orElse(32);
        boolean onlyMasked = fields.either("Inpaint area", "Only masked", "Whole picture");
        return new MaskSettings(
                fields.take("Masked content", ModeFields::fill).orElse(Fill.ORIGINAL),
                // A mask without blur goes without a word.
                fields.wholeWithin("Mask blur", 0, Limits.MASK).orElse(0),
                fields.either("Mask mode", "Inpaint not masked", "Inpaint masked"),
                d.round(),
                onlyMasked ? Optional.of(padding) : Optional.empty());
    }

    private static Fill fill(String name) {
        for (var fill : Fill.values()) {
            if (fill.label().equals(name)) {
                return fill;
            }
        }
        throw new IllegalArgumentException("no such fill");
    }
}
