package dev.atelier.app.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.ui.Theme;
import java.awt.Component;
import java.awt.Container;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaskBarTest {
    private static final int SIDE = 16;

    @BeforeAll
    static void theme() {
        GuiActionRunner.execute(Theme::prepare);
    }

    /// A bar may be made before there is something to paint on.
    @Test
    void offersItsToolsAsSoonAsThereIsAMask() {
        var tools = GuiActionRunner.execute(() -> new MaskEditor(mask -> {}));
        var bar = GuiActionRunner.execute(() -> new MaskBar(tools).component());
        assertEquals(List.of(), offered(bar));

        GuiActionRunner.execute(() -> {
            var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            tools.show(Optional.of(picture), Optional.of(new Mask(SIDE, SIDE)));
        });

        assertEquals(
                List.of("tool-brush", "tool-eraser", "tool-rectangle", "tool-lasso"), offered(bar));
    }

    private static List<String> offered(Container bar) {
        return GuiActionRunner.execute(() ->
                Arrays.stream(bar.getComponents())
                        .filter(Component::isVisible)
                        .map(it -> String.valueOf(it.getName()))
                        .filter(it -> it.startsWith("tool-"))
                        .toList());
    }
}
