package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptDeploymentTest {
    private static final Instant BEGUN = Instant.parse("2026-11-30T22:00:00Z");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsWhetherItIsAnUpdate(boolean update) {
        var it =
                Deployment.begun("sd_a", update, BEGUN)
                        .in(Deployment.Phase.STARTING, "")
                        .seen("Creating", "", Deployment.Tail.NONE, BEGUN.plusSeconds(1));
        assertEquals(it, KeptDeployment.read("sd_a", KeptDeployment.write(it), Instant.MAX));
    }

    /// The cloud may not have begun with it.
    @Test
    void anUpdateThatOnlyRanIsNotDoneAtOnce() {
        var most = Duration.ofSeconds(12);
        var runs =
                Deployment.begun("sd_a", true, BEGUN)
                        .seen("Running", "", Deployment.Tail.NONE, BEGUN.plusSeconds(1));
        assertTrue(runs.isStillTheOld(BEGUN.plusSeconds(2), most));
        assertFalse(runs.isStillTheOld(BEGUN.plusSeconds(12), most), "nothing starts anew");
        var updated =
                runs.seen("Updating", "", Deployment.Tail.NONE, BEGUN.plusSeconds(2))
                        .seen("Running", "", Deployment.Tail.NONE, BEGUN.plusSeconds(3));
        assertFalse(updated.isStillTheOld(BEGUN.plusSeconds(3), most));
        var fresh =
                Deployment.begun("sd_a", false, BEGUN)
                        .seen("Running", "", Deployment.Tail.NONE, BEGUN.plusSeconds(1));
        assertFalse(fresh.isStillTheOld(BEGUN.plusSeconds(1), most));
    }

    @Test
    void readsOneThatWasKeptBeforeThereWereUpdates() {
        var it = KeptDeployment.read("sd_a", BEGUN + " Creating=" + BEGUN, Instant.MAX);
        assertEquals(1, it.stages().size());
        assertFalse(it.update());
    }
}
