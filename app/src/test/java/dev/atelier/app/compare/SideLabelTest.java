package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Messages;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SideLabelTest {
    private final Messages messages = Messages.of(CompareView.class);

    private String label(Side side, Provenance made) {
        var picture =
                new ComparedPicture(
                        Path.of("a.png"),
                        new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                        Optional.empty(),
                        Map.of(),
                        made);
        return SideLabel.of(side, Optional.of(picture), messages).words();
    }

    private static Provenance made(String place) {
        return new Provenance(place, 3, Optional.empty(), "bf16", "", "CPU");
    }

    @Test
    void thePlaceIsNamedWhereTheFileSaysIt() {
        assertEquals("A · " + messages.text("sets.this-computer"), label(Side.A, made("")));
        assertEquals("B · sd_v32", label(Side.B, made("sd_v32")));
        assertEquals("B", label(Side.B, Provenance.NONE), "a picture of elsewhere");
        assertEquals("A", SideLabel.of(Side.A, Optional.empty(), messages).words());
    }
}
