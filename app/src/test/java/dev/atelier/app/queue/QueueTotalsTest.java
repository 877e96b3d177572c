package dev.atelier.app.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 60 seconds a picture here, 30 there at 8.10 an hour with two instances.
class QueueTotalsTest {
    private static final String SERVICE = "cn-shanghai/portraits";
    private static final TimePrediction TAKES =
            (place, recipe) ->
                    recipe.prompt().equals("unknown")
                            ? Optional.empty()
                            : Optional.of(Duration.ofSeconds(place.equals(Place.HERE) ? 60 : 30));

    @TempDir Path folder;
    private QueueRig rig;
    private QueueModel queue;

    @BeforeEach
    void open() throws IOException {
        rig = QueueRig.idle(folder, new QueueRig.There(SERVICE, Place.Kind.SYNC, 2));
        queue = rig.queue;
        queue.places().get().forEach(PlaceQueue::pause);
        var price = new OwnPrices.Price(new BigDecimal("8.10"), "CNY", LocalDate.EPOCH);
        queue.price(SERVICE, Optional.of(price));
        for (int i = 0; i < 4; i++) {
            queue.add(queue.at(SERVICE).orElseThrow(), picture("a cat"), false);
        }
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    private static Recipe picture(String prompt) {
        return Recipe.of(prompt, new Size(64, 64));
    }

    private QueueTotals all() {
        return QueueTotals.of(queue.places().get(), queue.jobs().get(), TAKES);
    }

    @Test
    void instancesShareTheTimeAndNotTheMoney() {
        var there = QueueTotals.of(queue.at(SERVICE).orElseThrow(), queue.jobs().get(), TAKES);
        assertEquals(Optional.of(Duration.ofSeconds(60)), there.left());
        assertEquals(Optional.of("≈ ¥0.27"), there.money()); // 120 s
    }

    @Test
    void placesWorkBesideEachOther() {
        queue.add(picture("a cat"), false);
        queue.add(picture("a cat"), false);
        assertEquals(Optional.of(Duration.ofMinutes(2)), all().left());
        assertEquals(Optional.of("≈ ¥0.27"), all().money());
    }

    @Test
    void noTimeIsPromisedForAPlaceThatTakesNoWork() {
        var place = queue.at(SERVICE).orElseThrow().place();
        queue.leave(place, new WaitReason(WaitReason.Why.STOPPED, place.name(), ""));
        assertEquals(Optional.empty(), all().left());
        queue.arrive(place, Optional.empty());
        assertEquals(Optional.of(Duration.ofMinutes(1)), all().left());
    }

    @Test
    void whatCannotBePredictedIsNotGuessed() {
        queue.add(picture("unknown"), false);
        assertEquals(Optional.empty(), all().left());
        queue.price(SERVICE, Optional.empty());
        assertEquals(Optional.empty(), all().money());
    }
}
