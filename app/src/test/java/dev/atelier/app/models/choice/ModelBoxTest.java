package dev.atelier.app.models.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Theme;
import java.util.ArrayList;
import java.util.List;
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
}
