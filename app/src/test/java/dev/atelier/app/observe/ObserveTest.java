package dev.atelier.app.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ObserveTest {
    @Test
    void reportsOnlyRealChanges() {
        var name = Value.of("moon");
        var received = new ArrayList<String>();
        name.onChange(received::add);

        name.set("moon");
        name.set("boat");

        assertEquals(List.of("boat"), received);
    }

    @Test
    void closedSubscriptionIsNotCalled() {
        var name = Value.of("moon");
        var received = new ArrayList<String>();
        var first = name.bind(received::add);
        name.bind(received::add);

        first.close();
        name.set("boat");

        assertEquals(List.of("moon", "moon", "boat"), received);
    }

    @Test
    void derivedStatesReportTheirOwnChangesOnly() {
        var one = Value.of(true);
        var two = Value.of(false);
        var received = new ArrayList<Boolean>();
        State.of(one).and(State.of(two).not()).onChange(received::add);

        one.set(false);
        two.set(true);
        one.set(true);
        two.set(false);

        assertEquals(List.of(false, true), received);
    }

    @Test
    void refusesAnotherThread() throws Exception {
        var name = Value.of("moon");
        try (var elsewhere = Executors.newSingleThreadExecutor()) {
            Future<?> attempt = elsewhere.submit(() -> name.set("boat"));

            assertThrows(ExecutionException.class, attempt::get);
        }
        assertEquals("moon", name.get());
    }
}
