package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.home.DataFolder;
import dev.atelier.assets.Assets;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A measurement that takes minutes, and is ended by a signal in the middle. Native code that still
/// computes while the process runs its exit handlers would crash.
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD) // no interrupt ends the reading
class BenchCancelTest {
    @RegisterExtension final ChildOutput children = new ChildOutput();

    /// Where the native libraries are unpacked already.
    private final Path home = DataFolder.ofThisUser().root();

    @Test
    void endsSoonAndWithoutACrash() throws Exception {
        var starter = Assets.file(Assets.STARTER_MODEL, home);
        var process = bench("--model", starter.toString());
        var printed = new ArrayList<String>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (line != null) {
                children.say(line);
                printed.add(line);
                if (line.startsWith("matmul")) {
                    process.toHandle().destroy(); // the process itself would close what it prints
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(printed).anyMatch(line -> line.startsWith("matmul"));
        assertThat(printed).contains("atelier: cancelled");
        assertThat(printed).noneMatch(line -> line.contains("fatal error"));
        assertThat(printed).as("a later part").noneMatch(line -> line.startsWith("load"));
        assertThat(process.exitValue()).as("128 and SIGTERM").isEqualTo(143);
    }

    private Process bench(String... arguments) throws Exception {
        var line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Datelier.data=" + home,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "bench"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
