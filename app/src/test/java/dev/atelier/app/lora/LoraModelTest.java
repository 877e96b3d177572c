package dev.atelier.app.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.lora.LoraOffer.Fit;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceOffers.ServiceOffers;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoraModelTest {
    private final Tasks tasks = new Tasks(Runnable::run);
    private final Value<Optional<ServiceOffers>> there = Value.of(Optional.empty());
    private final LoraModel model =
            new LoraModel(
                    Value.of(List.of(row("ink"), row("night"))),
                    Value.of(true),
                    Value.of(Recipe.of("a boat", new Size(64, 64))),
                    there,
                    tasks);

    @AfterEach
    void close() {
        tasks.close();
    }

    private static ModelRow row(String name) {
        return new ModelRow(
                name,
                Path.of(name + ".safetensors"),
                ModelKind.LORA,
                new ModelRow.Facts(Optional.empty(), "f16", 0, ""),
                9,
                Optional.empty());
    }

    private static ServiceOffers service(boolean both, List<String> loras) {
        var none = List.<String>of();
        var models = new Capabilities.Models(none, none, loras, none, none, none);
        return new ServiceOffers(
                "gpu",
                both,
                new Capabilities(
                        Capabilities.ALL.samplers(), Capabilities.ALL.schedules(), models, 1));
    }

    private Map<String, Fit> fits() {
        var all = new LinkedHashMap<String, Fit>();
        model.offers().get().forEach(offer -> all.put(offer.name(), offer.fit()));
        return all;
    }

    @Test
    void aServiceOffersItsOwn() {
        there.set(Optional.of(service(false, List.of("ink", "sub/add: detail"))));

        assertEquals(
                Map.of("ink", Fit.UNKNOWN, "night", Fit.NOT_THERE, "sub/add: detail", Fit.THERE),
                fits());
        assertFalse(model.find("sub/add: detail").orElseThrow().isHere());

        there.set(Optional.empty());
        assertEquals(Map.of("ink", Fit.UNKNOWN, "night", Fit.UNKNOWN), fits());
    }

    @Test
    void bothPlacesUseWhatBothHave() {
        there.set(Optional.of(service(true, List.of("ink", "detail"))));

        assertEquals(Map.of("ink", Fit.UNKNOWN, "night", Fit.NOT_THERE), fits());
    }

    @Test
    void aServiceThatListsNoneMayHaveAny() {
        there.set(Optional.of(service(false, List.of())));

        assertEquals(Map.of("ink", Fit.UNKNOWN, "night", Fit.UNKNOWN), fits());
    }
}
