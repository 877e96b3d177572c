package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// A picture of shorter numbers is made again in f32 from the page that compares.
class ExactPictureTest extends StudioTest {
    @Test
    void isEqualToWhatF32Makes() throws Exception {
        var exact = picture();
        var right = folder.resolve("f32.png");
        PictureFile.writeNew(exact, right);
        var pixels = exact.rgb().clone();
        pixels[40] ^= 3;
        var rounded = new Picture(exact.size(), pixels, exact.recipe(), Map.of());
        var note = new Provenance("", 1, Optional.empty(), "bf16", "packed", "CPU");
        var wrong = folder.resolve("bf16.png");
        PictureFile.writeNew(rounded, note, wrong);
        GuiActionRunner.execute(() -> {
            rig.parts.compare().model().take(Side.A, wrong);
            rig.parts.compare().model().take(Side.B, right);
        });
        rig.command(Command.SHOW_COMPARE);
        rig.until("it is offered", () -> ControlUses.isShowing(rig, "compare-closer-A"));
        assertThat(ControlUses.isShowing(rig, "compare-closer-B")).isFalse();

        rig.click("compare-closer-A");

        rig.untilMade("another is compared", () -> !side(Side.A).equals(wrong));
        rig.untilMade("they are equal", () -> grade().equals("Bit-exact"));
        assertThat(PictureFile.read(side(Side.A)).orElseThrow().recipe().prompt())
                .isEqualTo("a red boat");
        assertThat(side(Side.B)).isEqualTo(right);
    }

    private static Picture picture() throws Exception {
        var home = DataFolder.ofThisUser();
        var runtime = new TorchRuntime(home);
        var library = ModelLibrary.around(runtime, new NearbyFiles(home.root(), Optional.empty()));
        try (var engine = new LocalEngine(runtime, library, Optional.of("packed-f32"))) {
            return engine.generate(ControlUses.quick(), Observer.NONE, new Cancellation())
                    .getFirst();
        }
    }

    private Path side(Side side) {
        return rig.parts.compare().model().picture(side).get().orElseThrow().file();
    }

    private String grade() {
        return ComponentFinder.first(rig.frame.target(), it -> "compare-grade".equals(it.getName()))
                .map(it -> ((JLabel) it).getText())
                .orElse("");
    }
}
