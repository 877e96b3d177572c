package dev.atelier.app.home;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Where a file goes that could not be read.
public final class SetAside {
    private SetAside() {}

    /// The first free name of `FILE.damaged`, `FILE.damaged-2` …: an earlier one is never lost.
    public static Path freeName(Path file) {
        return freeName(file, ".damaged");
    }

    /// The same with another ending, such as `.newer`.
    public static Path freeName(Path file, String ending) {
        var name = file.getFileName() + ending;
        var aside = file.resolveSibling(name);
        for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
            aside = file.resolveSibling(name + "-" + i);
        }
        return aside;
    }
}
