package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes and one data folder.
class OpenStudioTest {
    @TempDir Path folder;

    @Test
    void aSecondProcessIsRefusedAndTheFirstShowsItself() throws Exception {
        var first = process();
        try (var lines = first.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("open", lines.readLine());

            assertTrue(OpenStudio.of(folder).isEmpty());
            var files = List.of(folder.resolve("a boat.png"), folder.resolve("船.png"));
            assertTrue(OpenStudio.call(folder, files, Duration.ofSeconds(20)));
            assertEquals("shown " + files, lines.readLine());
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
            assertFalse(OpenStudio.call(folder, List.of(), Duration.ofMillis(200)));
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
            right.answer(files -> say("shown " + files));
            say("open");
            Thread.sleep(600_000);
        }

        private static void say(String word) {
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(word);
        }
    }
}
