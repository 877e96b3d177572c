package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstPictureTest {
    private static final Recipe CAT = Recipe.of("a cat", new Size(8, 8));
    private static final Message WHY = Message.plain("no");
    private static final Failure BUSY = new Failure.QuotaExceeded(WHY);
    private static final Failure AWAY = new Failure.Unreachable(WHY);
    private static final Duration BLINK = Duration.ofMillis(1);

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();

    /// Answers with these failures, then with a picture.
    private Generator service(boolean taken, Failure... failures) {
        var left = new ArrayDeque<>(List.of(failures));
        return (recipe, observer, cancellation) -> {
            calls.incrementAndGet();
            if (taken) {
                observer.ready();
            }
            if (!left.isEmpty()) {
                throw new GenerationException(left.removeFirst(), null);
            }
            return List.of(new Picture(recipe.size(), new byte[192], recipe, Map.of()));
        };
    }

    private Picture made(Generator service, Duration busy) throws Exception {
        return new FirstPicture(CAT, BLINK, 3, busy)
                .by(service, new Cancellation(), waits::incrementAndGet);
    }

    /// It refused the order, so nothing was made.
    @Test
    void aBusyServiceIsCalledAgain() throws Exception {
        made(service(true, BUSY, BUSY, BUSY, BUSY, BUSY), Duration.ofMinutes(1));
        assertEquals(6, calls.get());
        assertEquals(5, waits.get());
    }

    @Test
    void butNotForever() {
        var e =
                assertThrows(
                        GenerationException.class,
                        () -> made(service(true, BUSY, BUSY), Duration.ZERO));
        assertEquals(BUSY, e.failure());
        assertEquals(1, calls.get());
    }

    @Test
    void oneThatTheGatewayDoesNotKnowYetIsCalledAgain() throws Exception {
        made(service(false, AWAY, AWAY), Duration.ZERO);
        assertEquals(3, calls.get());
        assertEquals(0, waits.get());
    }

    @Test
    void whatWasSentWithoutAnAnswerIsNotSentAgain() {
        var e =
                assertThrows(
                        GenerationException.class,
                        () -> made(service(true, AWAY), Duration.ofMinutes(1)));
        assertEquals(AWAY, e.failure());
        assertEquals(1, calls.get());
    }

    @Test
    void waitingIsCancelled() {
        var cancellation = new Cancellation();
        var first = new FirstPicture(CAT, Duration.ofDays(1), 3, Duration.ofDays(1));
        var e =
                assertThrows(
                        GenerationException.class,
                        () -> first.by(service(true, BUSY), cancellation, cancellation::cancel));
        assertInstanceOf(Failure.Cancelled.class, e.failure());
        assertEquals(1, calls.get());
    }

    /// A new observer for each, or the second would count as sent.
    @Test
    void eachCallBeginsAnew() throws Exception {
        var service = service(false, AWAY);
        Generator mixed =
                new Generator() {
                    @Override
                    public List<Picture> generate(
                            Recipe recipe, Observer observer, Cancellation cancellation)
                            throws GenerationException {
                        if (calls.get() == 0) {
                            observer.ready();
                            calls.incrementAndGet();
                            throw new GenerationException(BUSY, null);
                        }
                        return service.generate(recipe, observer, cancellation);
                    }
                };
        made(mixed, Duration.ofMinutes(1));
        assertEquals(3, calls.get());
    }
}
