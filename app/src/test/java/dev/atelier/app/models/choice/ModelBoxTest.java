package dev.atelier.app.models.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import java.awt.Container;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JList;
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
