package dev.atelier.app.models.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import java.awt.Container;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelBoxTest {
    private static final ModelChoice GOOD = new ModelChoice("good", "SD 1 · 2.1 GB", 512, "");
    private static final ModelChoice OTHER = new ModelChoice("other", "SD 1 · 2.1 GB", 512, "");
    private static final ModelChoice BROKEN = new ModelChoice("broken", "", 0, "is cut short");

    private final List<ModelChoice> chosen = new ArrayList<>();
    private final Value<List<ModelChoice>> choices = Value.of(List.of(GOOD, OTHER, BROKEN));
    private final Value<String> name = Value.of("good");
    private final ModelBox box = new ModelBox("not here", chosen::add);

    @BeforeAll
    static void look() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void follow() {
        box.follow(choices, name);
    }

    @Test
    void showsTheRecipesModelWithoutCallingThatAChoice() {
        name.set("other");

        assertEquals(OTHER, box.getSelectedItem());
        assertEquals(List.of(), chosen);
    }

    @Test
    void tellsWhatIsChosenByHand() {
        box.setSelectedIndex(1);

        assertEquals(List.of(OTHER), chosen);
    }

    @Test
    void whatIsBrokenCannotBeChosen() {
        box.setSelectedIndex(2);
        box.setSelectedItem(BROKEN);

        assertEquals(GOOD, box.getSelectedItem());
        assertEquals(List.of(), chosen);
    }

    @Test
    void endGoesToTheLastThatCanBeChosen() {
        choices.set(List.of(BROKEN, GOOD, OTHER, BROKEN));
        press("END");
        assertEquals(OTHER, box.getSelectedItem());

        press("HOME");
        assertEquals(GOOD, box.getSelectedItem());
    }

    private void press(String stroke) {
        var inside = JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT;
        var key = box.getInputMap(inside).get(KeyStroke.getKeyStroke(stroke));
        box.getActionMap().get(key).actionPerformed(new ActionEvent(box, 0, stroke));
    }

    /// While the folders are read after a start nothing is known of it.
    @Test
    void aModelIsNotMissedBeforeTheFoldersAreRead() {
        var read = Value.of(false);
        choices.set(List.of());
        box.follow(choices, name, read);
        assertEquals(new ModelChoice("good", "", 0, ""), box.getSelectedItem());
        assertNull(box.getClientProperty("JComponent.outline"));

        read.set(true);
        assertEquals(new ModelChoice("good", "", 0, "not here"), box.getSelectedItem());
        assertEquals("error", box.getClientProperty("JComponent.outline"));

        choices.set(List.of(GOOD));
        assertEquals(GOOD, box.getSelectedItem());
        assertNull(box.getClientProperty("JComponent.outline"));
    }

    @Test
    void aModelThatIsNotHereIsShownAsThat() {
        name.set("gone");

        assertEquals(new ModelChoice("gone", "", 0, "not here"), box.getSelectedItem());
        assertEquals(4, box.getItemCount());
    }

    @Test
    void theChoiceStaysWhenOthersCome() {
        name.set("other");
        choices.set(List.of(BROKEN, OTHER));

        assertEquals(OTHER, box.getSelectedItem());
        assertEquals(List.of(), chosen);
    }

    /// One component paints all items: nothing of the last one may stay.
    @Test
    void nothingIsSaidOfNoModel() {
        var list = new JList<ModelChoice>();
        var cell = box.getRenderer();
        var broken = cell.getListCellRendererComponent(list, BROKEN, 2, false, false);
        assertTrue(words((Container) broken).contains("is cut short"));

        var none = cell.getListCellRendererComponent(list, null, -1, false, false);

        assertEquals("", String.join("", words((Container) none)));
    }

    private static List<String> words(Container line) {
        return Arrays.stream(line.getComponents()).map(it -> ((JLabel) it).getText()).toList();
    }
}
