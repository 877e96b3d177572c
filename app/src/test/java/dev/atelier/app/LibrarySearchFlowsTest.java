package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.stream.Stream;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// A search while it is typed.
class LibrarySearchFlowsTest extends StudioTest {
    @Test
    void aKeyOffersItsValuesAndIsNotWrongBeforeOneIsTyped() throws Exception {
        LibraryUses.open(rig);
        rig.click("library-query");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("place:");
        rig.until("the places are offered", () -> offers() && typed().equals("place:"));
        rig.type("h");
        rig.until("it is no place", () -> !LibraryUses.model(rig).issues().get().isEmpty());
        rig.until("but may become one", LibrarySearchFlowsTest::offers);
        assertThat(GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "library-issue")))
                .isFalse();

        rig.press(KeyEvent.VK_ENTER);
        rig.until("now it is wrong", () -> ControlUses.isShowing(rig, "library-issue"));
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("it is forgotten", () -> LibraryUses.model(rig).text().get().isEmpty());
    }

    private String typed() {
        return rig.any("library-query", JTextComponent.class).getText();
    }

    /// Whether there is a list below the search. Event thread.
    private static boolean offers() {
        return Stream.of(Window.getWindows())
                .anyMatch(it ->
                        !ComponentFinder.all(
                                        it,
                                        part ->
                                                "library-offers".equals(part.getName())
                                                        && part.isShowing())
                                .isEmpty());
    }
}
