package dev.atelier.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

    @Test
    void namesOfFilesAreNoReasons() {
        var odd = new FileSystemException("no space left.png", null, "Input/output error");

        assertEquals(Optional.empty(), SystemError.of(odd));
        assertEquals(
                Optional.of(SystemError.DENIED), SystemError.of(new AccessDeniedException("a")));
        assertEquals(Optional.empty(), SystemError.of(new IllegalStateException("disk is full")));
    }
}
