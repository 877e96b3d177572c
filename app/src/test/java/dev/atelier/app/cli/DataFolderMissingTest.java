package dev.atelier.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A data folder that cannot be made, here below a file, as with `ATELIER_DATA=/proc/x`.
class DataFolderMissingTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) throws IOException {
        var root = Files.writeString(folder.resolve("file"), "no folder").resolve("data");
        var home = new DataFolder(root, DataFolder.ofThisUser().natives());
        var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        var cli = new Cli(terminal, home, new TorchRuntime(home));
        cli.add(new LibraryCommand(terminal, home, CloudAccess.ofProcess(), new Cancellation()));
        return cli.run(line.replace("FOLDER", folder.toString()).split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate boat --size 64x64 --steps 1",
                "generate boat --size 64x64 --steps 1 --out FOLDER/boat.png",
                "welcome",
                "serve --port 0",
                "sandbox --port 0",
                "library index"
            })
    @Timeout(30) // a server that starts would run on
    void isSaidInOneSentenceWithWhatHelps(String line) throws IOException {
        assertThat(run(line)).as(err.toString()).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .containsIgnoringCase("the data folder " + folder.resolve("file/data"))
                .contains("cannot be created")
                .contains("ATELIER_DATA")
                .doesNotContain("Exception");
    }

    @Test
    void theDoctorSaysItInPlaceOfTheEngine() throws IOException {
        assertThat(run("doctor")).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("problem +the data folder .*/file/data cannot be created; choose")
                .doesNotContain("unexpected");
        assertThat(err.toString()).isEmpty();
    }
}
