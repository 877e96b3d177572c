package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes and one data folder.
class OpenStudioTest {
    @TempDir Path folder;

    @Test
    void aSecondProcessIsRefusedAndTheFirstShowsItself() throws Exception {
        var first = process();
        try (var lines = first.inputReader()) {
            assertEquals("open", lines.readLine());

            assertTrue(OpenStudio.of(folder).isEmpty());
            assertTrue(OpenStudio.call(folder, Duration.ofSeconds(20)));
            assertEquals("shown", lines.readLine());
        } finally {
            first.destroyForcibly().waitFor();
        }
        try (var right = OpenStudio.of(folder).orElseThrow()) {
            assertNotNull(right);
            assertTrue(Files.exists(folder.resolve("studio.lock")));
        }
    }

    @Test
    void oneThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        try (var right = OpenStudio.of(folder).orElseThrow()) {
            assertNotNull(right);
            assertTrue(OpenStudio.of(folder).isEmpty(), "only one holds the folder");
            assertFalse(OpenStudio.call(folder, Duration.ofMillis(200)));
            assertFalse(Files.exists(folder.resolve("studio.show")), "no call is left lying");
        }
    }

    private Process process() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// A process that has the folder and says when it is called.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            var right = OpenStudio.of(Path.of(arguments[0])).orElseThrow();
            right.answer(() -> say("shown"));
            say("open");
            Thread.sleep(600_000);
        }

        private static void say(String word) {
            System.out.println(word);
            System.out.flush();
        }
    }
}
