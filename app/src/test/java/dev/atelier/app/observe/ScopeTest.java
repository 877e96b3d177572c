package dev.atelier.app.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final Value<Integer> model = Value.of(1);
    private final List<Integer> received = new ArrayList<>();

    @Test
    void endsWhatWasSubscribedToWhileTheViewWasBuilt() {
        var scope = new Scope();
        var view =
                scope.build(() -> {
                    model.bind(received::add);
                    model.map(n -> n * 10).onChange(received::add);
                    State.of(model.map(n -> n > 1))
                            .and(model.map(n -> n < 9))
                            .onChange(yes -> received.add(yes ? 100 : 200));
                    return "view";
                });
        model.set(2);
        assertEquals("view", view);
        assertEquals(List.of(1, 2, 20, 100), received);

        scope.close();
        model.set(3);

        assertEquals(List.of(1, 2, 20, 100), received);
        assertEquals(0, model.listeners());
        assertEquals(0, scope.size());
    }

    @Test
    void leavesWhatWasThereBeforeAndComesAfter() {
        model.onChange(received::add);
        var scope = new Scope();
        scope.build(() -> model.onChange(n -> received.add(-n)));
        model.onChange(n -> received.add(n * 10));

        scope.close();
        model.set(2);

        assertEquals(List.of(2, 20), received);
    }

    @Test
    void aScopeInsideKeepsWhatIsItsOwn() {
        var outer = new Scope();
        var inner = new Scope();
        outer.build(() -> inner.build(() -> model.onChange(received::add)));

        outer.close();
        assertEquals(1, model.listeners());
        inner.close();
        assertEquals(0, model.listeners());
    }
}
