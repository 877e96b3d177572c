package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void saysTheTimeLeftWhereThereIsAny() {
        var said = new StringWriter();
        var terminal = new Terminal(new PrintWriter(said), new PrintWriter(said, true), false);
        var line = new ProgressLine(terminal);
        line.show(new Progress(1, 1, 10, 20, 0.125, Duration.ofSeconds(80)));
        line.show(new Progress(1, 1, 15, 20, 12.5, Duration.ofMillis(400)));
        line.show(new Progress(1, 1, 20, 20, 12.5, Duration.ZERO));

        assertEquals(
                """
                step 10/20, 8.00 s/it, 1:20 min left
                step 15/20, 12.50 it/s, 1 s left
                step 20/20, 12.50 it/s
                """,
                said.toString().replace(System.lineSeparator(), "\n"));
    }
}
