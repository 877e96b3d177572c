package dev.atelier.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts of glibc and of Windows, in both languages.
class SystemErrorTest {
    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "Disk quota exceeded, DISK_FULL",
        "There is not enough space on the disk, DISK_FULL",
        "设备上没有空间, DISK_FULL",
        "磁盘空间不足。, DISK_FULL",
        "Read-only file system, READ_ONLY",
        "The media is write protected, READ_ONLY",
        "只读文件系统, READ_ONLY",
        "介质受写入保护。, READ_ONLY",
        "Permission denied, DENIED",
        "Access is denied, DENIED",
        "权限不够, DENIED",
        "拒绝访问。, DENIED"
    })
    void knowsTheSystemsTexts(String text, SystemError error) {
        assertEquals(Optional.of(error), SystemError.of(new IOException(text)));
        assertEquals(
                Optional.of(error), SystemError.of(new FileSystemException("a.png", null, text)));
        assertEquals(
                Optional.of(error),
                SystemError.of(new UncheckedIOException(new IOException(text))));
    }

    /// `/dev/full` refuses each write with ENOSPC.
    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsTheExceptionsOfAFullDisk() {
        var full = Path.of("/dev/full");
        var byPath = assertThrows(IOException.class, () -> Files.writeString(full, "a"));
        var byStream =
                assertThrows(
                        IOException.class,
                        () -> {
                            try (var out = new FileOutputStream(full.toFile())) {
                                out.write(1);
                            }
                        });

        assertEquals(Optional.of(SystemError.DISK_FULL), SystemError.of(byPath));
        assertEquals(Optional.of(SystemError.DISK_FULL), SystemError.of(byStream));
    }

    /// The texts that this system's C library has for its error numbers.
    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({"28, DISK_FULL", "122, DISK_FULL", "30, READ_ONLY", "13, DENIED", "1, DENIED"})
    @SuppressWarnings("restricted") // asking the C library is what this is for
    void knowsTheTextsOfThisSystem(int number, SystemError error) throws Throwable {
        var linker = Linker.nativeLinker();
        var text =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("strerror"),
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS.withTargetLayout(
                                        MemoryLayout.sequenceLayout(200, ValueLayout.JAVA_BYTE)),
                                ValueLayout.JAVA_INT));
        var said = ((MemorySegment) text.invoke(number)).getString(0);

        assertEquals(Optional.of(error), SystemError.of(new IOException(said)), said);
    }

    @Test
    void namesOfFilesAreNoReasons() {
        var odd = new FileSystemException("no space left.png", null, "Input/output error");

        assertEquals(Optional.empty(), SystemError.of(odd));
        assertEquals(
                Optional.of(SystemError.DENIED), SystemError.of(new AccessDeniedException("a")));
        assertEquals(Optional.empty(), SystemError.of(new IllegalStateException("disk is full")));
    }
}
