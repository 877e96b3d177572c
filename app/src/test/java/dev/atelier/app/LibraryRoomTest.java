package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Rectangle;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// What the library shows has all of the height below the search field, also when it is little.
class LibraryRoomTest extends StudioTest {
    @Test
    void whatSaysThatThereIsNothingStandsInTheMiddle() {
        rig.command(Command.SHOW_LIBRARY);
        rig.until("that is said", () -> ControlUses.isShowing(rig, "library-empty"));

        var view = place("view-library");
        var title = place("library-empty");
        assertThat(title.getCenterY())
                .as("%s in %s", title, view)
                .isCloseTo(view.getCenterY(), within(view.height * 0.15));
    }

    private Rectangle place(String name) {
        return GuiActionRunner.execute(() -> {
            Component part = rig.find(name, JComponent.class);
            return SwingUtilities.convertRectangle(
                    part.getParent(), part.getBounds(), rig.studio.context().window().frame());
        });
    }
}
