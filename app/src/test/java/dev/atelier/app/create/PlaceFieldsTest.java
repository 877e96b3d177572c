package dev.atelier.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Unsupported;
import java.awt.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fields and lists of the form as the chosen place has them.
class PlaceFieldsTest {
    @TempDir private Path folder;
    private CreateStudio studio;

    @BeforeEach
    void open() {
        studio = CreateStudio.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        studio.close();
    }

    @Test
    void everyFieldThatAPlaceCannotHonourIsMarkedWhereItIsSet() {
        var all = new ArrayList<JComponent>();
        CreateStudio.onEvents(() -> {
            parts(studio.view(folder).component(), all);
            return all;
        });
        for (var field : RecipeField.values()) {
            var why = Message.plain("Not " + field + ".");
            var problem = Unsupported.refused(field, why, Message.plain("Take another."));
            var words = "Not " + field + ". Take another.";
            CreateStudio.onEvents(() -> {
                answers(List.of(problem));
                var marked = all.stream().filter(PlaceFieldsTest::isMarked).toList();
                assertFalse(marked.isEmpty(), () -> "nothing shows " + field);
                marked.forEach(it -> assertEquals(words, it.getToolTipText()));
                answers(List.of());
                assertTrue(all.stream().noneMatch(PlaceFieldsTest::isMarked), field + " is left");
                return marked;
            });
        }
    }

    /// What the place says of the recipe from now on.
    private void answers(List<Unsupported> said) {
        studio.generator.said = Optional.of(said);
        studio.draft.edit("", r -> r.withPrompt(r.prompt() + " again"));
    }

    private static boolean isMarked(JComponent part) {
        boolean sign =
                part instanceof JLabel label
                        && label.getIcon() != null
                        && part.getToolTipText() != null
                        && part.getToolTipText().startsWith("Not ");
        return sign || "error".equals(part.getClientProperty("JComponent.outline"));
    }

    private static void parts(Container at, List<JComponent> found) {
        for (var child : at.getComponents()) {
            if (child instanceof JComponent part) {
                found.add(part);
                parts(part, found);
            }
        }
    }

    /// What it does not offer and the recipe has stays chosen, marked by the place's own answer.
    @Test
    void theListsAreThoseOfTheChosenService() {
        var models =
                new Capabilities.Models(
                        List.of("large.safetensors [0123456789]", "sub/own.ckpt [abcdef0123]"),
                        List.of("there.vae.pt"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("Latent", "4x-UltraSharp"));
        var offers =
                new Capabilities(
                        Set.of(SamplerId.EULER, SamplerId.DPMPP_2M),
                        Set.of(ScheduleId.AUTOMATIC, ScheduleId.KARRAS),
                        models,
                        1 << 20);
        CreateStudio.onEvents(() -> {
            var view = studio.view(folder);
            studio.draft.edit(
                    "",
                    r ->
                            r.withHires(Optional.of(HiresPass.DEFAULT))
                                    .withModel(Optional.of(new ModelRef("own", "")))
                                    .withSampling(r.sampling().withSampler(SamplerId.HEUN)));
            studio.there.set(Optional.of(new PlaceOffers.ServiceOffers("gpu", false, offers)));

            assertEquals(
                    List.of(SamplerId.EULER, SamplerId.DPMPP_2M, SamplerId.HEUN),
                    items(view, "sampler"));
            assertEquals(List.of(ScheduleId.AUTOMATIC, ScheduleId.KARRAS), items(view, "schedule"));
            assertEquals(List.of("Latent", "4x-UltraSharp"), items(view, "hires-upscaler"));
            assertEquals(
                    List.of(
                            Optional.empty(),
                            Optional.of(ScheduleId.AUTOMATIC),
                            Optional.of(ScheduleId.KARRAS)),
                    items(view, "hires-schedule"));
            assertEquals(List.of("large", "sub/own.ckpt [abcdef0123]"), names(view, "model"));
            assertEquals(List.of("Automatic", "there.vae.pt"), names(view, "vae"));
            var model =
                    (ModelChoice)
                            CreateStudio.named(view.component(), JComboBox.class, "model")
                                    .getSelectedItem();
            assertEquals("sub/own.ckpt [abcdef0123]", model.name());
            assertEquals(SamplerId.HEUN, studio.draft.recipe().get().sampling().sampler());

            studio.there.set(Optional.of(new PlaceOffers.ServiceOffers("gpu", true, offers)));
            var both =
                    items(view, "model").stream().map(it -> ((ModelChoice) it).problem()).toList();
            assertEquals(List.of("not here", "Not at gpu", ""), both);

            studio.there.set(Optional.empty());
            assertEquals(SamplerId.values().length, items(view, "sampler").size());
            return view;
        });
    }

    private List<?> items(CreateView view, String name) {
        var box = CreateStudio.named(view.component(), JComboBox.class, name);
        return IntStream.range(0, box.getItemCount()).<Object>mapToObj(box::getItemAt).toList();
    }

    private List<String> names(CreateView view, String name) {
        return items(view, name).stream().map(it -> ((ModelChoice) it).name()).toList();
    }
}
