package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.device.CudaFiles;
import dev.atelier.app.device.Decision;
import dev.atelier.app.device.GraphicsCard;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.MessageText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The trial of a graphics card with processes that end as a real one may.
class ChildTrialTest {
    private static final Path LIBRARIES = Path.of("cuda").toAbsolutePath();

    private static Optional<String> problem(String end) {
        return problem(end, Duration.ofMinutes(1));
    }

    private static Optional<String> problem(String end, Duration longest) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var child =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dend=" + end,
                        Child.class.getName());
        return problem(new ChildTrial(child, longest));
    }

    private static Optional<String> problem(ChildTrial trial) {
        var card =
                new GraphicsCard(
                        1, "NVIDIA A10", 24_000_000_000L, 23_000_000_000L, Optional.empty());
        var with =
                new Decision.OnCard(
                        card,
                        "570.1",
                        new CudaFiles.Whole(LIBRARIES, "2.7.1+cu128"),
                        Message.plain(""),
                        Optional.empty());
        return trial.problem(with).map(Message::english);
    }

    @Test
    void aCardThatComputesHasNoProblem() {
        assertEquals(Optional.empty(), problem("WELL"));
    }

    @Test
    void whatTheProcessReportsIsTheProblem() {
        assertEquals(Optional.of("CUDA error: no kernel image"), problem("REPORT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRASH", "CRASH_WHILE_WRITING", "WRITE_BYTES"})
    void theCodeIsTheProblemWhereNothingCanBeRead(String end) {
        assertEquals(Optional.of("its libraries ended the process with code 134"), problem(end));
    }

    @Test
    void aProcessThatIsKilledIsAProblem() {
        var problem = problem("KILL").orElseThrow();

        assertTrue(
                problem.matches("its libraries ended the process with code [1-9][0-9]*"), problem);
    }

    @Test
    void aProcessThatDoesNotEndIsKilledAndIsAProblem() {
        assertEquals(Optional.of("no answer in 2 seconds"), problem("WAIT", Duration.ofSeconds(2)));
    }

    @Test
    void aProgramThatIsNotThereIsAProblem() {
        var problem = problem(new ChildTrial(List.of("/no/such/program"))).orElseThrow();

        assertTrue(problem.startsWith("the trial could not be started: "), problem);
    }

    /// Stands for `atelier device --trial`.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            var line =
                    List.of(
                            "device",
                            "--trial",
                            "1",
                            "--libraries",
                            LIBRARIES.toString(),
                            "--report");
            var given = List.of(arguments);
            if (given.size() != line.size() + 1 || !given.subList(0, line.size()).equals(line)) {
                throw new IllegalArgumentException(String.join(" ", arguments));
            }
            var report = Path.of(arguments[line.size()]);
            switch (System.getProperty("end")) {
                case "WELL" -> System.exit(0);
                case "REPORT" -> {
                    var why = Message.foreign("CUDA error: no kernel image");
                    Files.writeString(report, MessageText.write(why));
                    System.exit(1);
                }
                case "CRASH" -> Runtime.getRuntime().halt(134);
                case "CRASH_WHILE_WRITING" -> {
                    Files.writeString(report, "\n");
                    Runtime.getRuntime().halt(134);
                }
                case "WRITE_BYTES" -> {
                    Files.write(report, new byte[] {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF});
                    Runtime.getRuntime().halt(134);
                }
                case "KILL" -> killed();
                case "WAIT" -> Thread.sleep(Duration.ofMinutes(1));
                default -> throw new IllegalArgumentException();
            }
        }

        /// By another process, as a system that runs out of memory does.
        private static void killed() throws Exception {
            var self = String.valueOf(ProcessHandle.current().pid());
            var windows = System.getProperty("os.name").startsWith("Windows");
            new ProcessBuilder(
                            windows
                                    ? List.of("taskkill", "/F", "/PID", self)
                                    : List.of("kill", "-9", self))
                    .start();
            Thread.sleep(Duration.ofMinutes(1));
        }
    }
}
