package dev.atelier.app.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.NarrowModels;
import dev.atelier.app.control.ControlOffers;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.lora.LoraOffer.Fit;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.queue.PlaceOffers.ServiceOffers;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LoRAs and ControlNets of one family made for a model of other sizes: two checkpoints, of which
/// the first is the bundled one, and adapters of the other.
class AdapterFitsTest {
    private final EventLoop events = new EventLoop();
    private final Tasks tasks = new Tasks(events);
    private final Value<Recipe> recipe = Value.of(Recipe.of("a boat", new Size(64, 64)));
    private final Value<Optional<ServiceOffers>> there = Value.of(Optional.empty());

    @TempDir private Path folder;

    private Value<List<ModelRow>> rows;

    @BeforeEach
    void write() throws IOException {
        NarrowModels.write(folder);
        var other = folder.resolve("Stable-diffusion/narrow.safetensors");
        var lora = folder.resolve("Lora/ink.safetensors");
        var control = folder.resolve("ControlNet/lines.safetensors");
        rows =
                Value.of(
                        List.of(
                                row("starter", NarrowModels.STARTER, ModelKind.CHECKPOINT),
                                row("narrow", other, ModelKind.CHECKPOINT),
                                row("ink", lora, ModelKind.LORA),
                                row("lines", control, ModelKind.CONTROLNET)));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private static ModelRow row(String name, Path file, ModelKind kind) throws IOException {
        return new ModelRow(
                name,
                file,
                kind,
                new ModelRow.Facts(Optional.empty(), "f16", 0, ""),
                Files.size(file),
                Optional.empty());
    }

    private void choose(String model) {
        recipe.set(recipe.get().withModel(Optional.of(new ModelRef(model, ""))));
    }

    @Test
    void theWayOutOfALoraThatDoesNotFitIsAModelThatItFits() {
        var model = new LoraModel(rows, Value.of(true), recipe, there, tasks);
        events.until(() -> fit(model) == Fit.OTHER_MODEL);

        // The model used last is of the same family, but it is the one that does not fit.
        var offer = model.find("ink").orElseThrow();
        events.until(() -> model.checkpointFor(offer, List.of("starter")).isPresent());

        var other = model.checkpointFor(offer, List.of("starter")).orElseThrow();
        assertEquals("narrow", other.name());
        choose("narrow");
        events.until(() -> fit(model) == Fit.FITS);
    }

    @Test
    void aControlNetOfOtherSizesIsNotOffered() {
        var offers = new ControlOffers(rows, Value.of(true), recipe, there, tasks).choices();

        events.until(() -> !only(offers.get()).usable());
        assertEquals("made for another model", only(offers.get()).problem());
        choose("narrow");
        events.until(() -> only(offers.get()).usable());
    }

    private static Fit fit(LoraModel model) {
        return model.find("ink").orElseThrow().fit();
    }

    private static ModelChoice only(List<ModelChoice> choices) {
        assertEquals(1, choices.size());
        return choices.getFirst();
    }
}
