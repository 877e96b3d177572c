package dev.atelier.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What child processes of a test print: kept in a file, and printed where the test fails.
public final class ChildOutput implements BeforeEachCallback, AfterTestExecutionCallback {
    private @Nullable Path file;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        file = Files.createTempFile("child", ".txt");
        file.toFile().deleteOnExit();
    }

    /// Where a child writes its errors, after those before it.
    public ProcessBuilder.Redirect errors() {
        if (file == null) {
            throw new IllegalStateException("only within a test");
        }
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /// Keeps a line that was read from a child, or that stands for one.
    public void say(String line) {
        if (file != null) {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (file == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            Files.readAllLines(file).forEach(line -> System.err.println("child: " + line));
        }
        Files.deleteIfExists(file);
    }
}
