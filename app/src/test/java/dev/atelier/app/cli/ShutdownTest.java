package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What begins something while the process ends was cancelled; anything else failed.
class ShutdownTest {
    /// A process that ends, and fails meanwhile.
    static final class Ending {
        private Ending() {}

        public static void main(String... none) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                System.out.print(failing().exitCode());
                                System.out.flush();
                            }));
        }
    }

    private static Explanation failing() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            return Explanation.of(new IllegalStateException("a mistake"));
        } catch (IllegalStateException e) {
            return Explanation.of(e);
        }
    }

    @Test
    void aProcessThatEndsWasCancelled() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Ending.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(1, TimeUnit.MINUTES);

        assertEquals(String.valueOf(ExitCode.CANCELLED), printed);
    }

    @Test
    void aMistakeIsNone() {
        var explained = assertInstanceOf(Explanation.Reason.class, failing());

        assertEquals(ExitCode.FAILED, explained.exitCode());
    }
}
