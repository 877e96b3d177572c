package dev.atelier.cloud.eas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.atelier.sandbox.deployed.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceStateTest {
    @ParameterizedTest
    @EnumSource(Status.class)
    void knowsEveryWordThatTheSandboxSends(Status status) {
        var state = ServiceState.of(status.wire());

        assertNotEquals(ServiceState.UNKNOWN, state);
        assertEquals(status.wire(), state.word());
    }

    @Test
    void aWordThatIsNewIsUnknownAndNotSettled() {
        assertEquals(ServiceState.UNKNOWN, ServiceState.of("Rebalancing"));
        assertEquals(ServiceState.UNKNOWN, ServiceState.of("running"));
        assertEquals(false, ServiceState.UNKNOWN.isSettled());
        assertEquals(false, ServiceState.UNKNOWN.isOver());
    }

    /// What each state means for a person's money: a state that may cost is never "over".
    @ParameterizedTest
    @CsvSource({
        "Creating, false, false, true",
        "Waiting, false, false, false",
        "Pending, false, false, false",
        "Starting, false, false, true",
        "Running, true, false, false",
        "Updating, false, false, false",
        "HotUpdate, false, false, false",
        "Scaling, false, false, false",
        "Restarting, false, false, false",
        "Stopping, false, false, false",
        "Stopped, true, true, true",
        "Failed, true, true, true",
        "Deleting, false, false, false",
        "Deleted, false, true, true",
        "DeleteFailed, true, false, true"
    })
    void saysWhatAStateMeans(String word, boolean settled, boolean over, boolean noMachine) {
        var state = ServiceState.of(word);

        assertEquals(settled, state.isSettled(), "settled");
        assertEquals(over, state.isOver(), "over");
        assertEquals(noMachine, state.hasNoMachine(), "no machine");
    }
}
