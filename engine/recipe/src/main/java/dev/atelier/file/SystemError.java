package dev.atelier.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the operating system refuses. Java has exceptions for a few of these, SQLite has codes; of
/// the others Java passes on only the system's text, in the language of the system. This is the one
/// place that looks at such texts: English and Chinese are known, of glibc's `strerror` and of
/// Windows' `FormatMessage`.
public enum SystemError {
    /// ENOSPC, EDQUOT; ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
    DISK_FULL(
            "no space left",
            "disk quota exceeded",
            "not enough space",
            "disk is full",
            "设备上没有空间",
            "超出磁盘限额",
            "磁盘空间不足",
            "磁盘已满"),
    /// EROFS; ERROR_WRITE_PROTECT.
    READ_ONLY(
            "read-only file system",
            "media is write protected",
            "write-protected",
            "只读文件系统",
            "介质受写入保护"),
    /// EACCES, EPERM; ERROR_ACCESS_DENIED, WSAEACCES.
    DENIED(
            "permission denied",
            "operation not permitted",
            "access is denied",
            "权限不够",
            "不允许的操作",
            "拒绝访问");

    private final List<String> texts;

    SystemError(String... texts) {
        this.texts = List.of(texts);
    }

    /// Of `failure` or of what caused it.
    public static Optional<SystemError> of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            var found = ofThis(at);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<SystemError> ofThis(Throwable failure) {
        return switch (failure) {
            case ReadOnlyFileSystemException _ -> Optional.of(READ_ONLY);
            case AccessDeniedException _ -> Optional.of(DENIED);
            // Its message begins with the file's name, which may be any words.
            case FileSystemException e -> saidBy(e.getReason());
            case IOException e -> saidBy(e.getMessage());
            case SQLException e -> ofSqlite(e.getErrorCode());
            default -> Optional.empty();
        };
    }

    /// https://www.sqlite.org/rescode.html
    private static Optional<SystemError> ofSqlite(int code) {
        return switch (code) {
            case 13 -> Optional.of(DISK_FULL); // SQLITE_FULL
            case 8 -> Optional.of(READ_ONLY); // SQLITE_READONLY
            case 3 -> Optional.of(DENIED); // SQLITE_PERM
            default -> Optional.empty();
        };
    }

    private static Optional<SystemError> saidBy(@Nullable String text) {
        var lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        for (var error : values()) {
            if (error.texts.stream().anyMatch(lower::contains)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
