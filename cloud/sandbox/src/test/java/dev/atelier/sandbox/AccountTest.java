package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.sandbox.sign.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    @TempDir private Path folder;

    @Test
    void everySandboxHasItsOwnKeyAndAFolderKeepsIt() throws IOException {
        var first = Account.of(folder.resolve("a"));
        var other = Account.of(folder.resolve("b"));

        assertEquals(first, Account.of(folder.resolve("a")));
        assertNotEquals(first.accessKeySecret(), other.accessKeySecret());
        assertNotEquals(first.accessKeyId(), other.accessKeyId());
        assertNotEquals(Account.fresh().accessKeySecret(), Account.fresh().accessKeySecret());
        assertTrue(first.accessKeySecret().length() >= 32, "24 random bytes");
        assertFalse(first.toString().contains(first.accessKeySecret()));
    }

    @Test
    void aRunningSandboxTakesTheKeyOfItsFolder() throws IOException {
        var settings = CloudSettings.inMemory(0, new Painter().workshop()).withState(folder);

        try (var sandbox = Sandbox.start(LocalStore.in(settings, "boats"))) {
            assertEquals(Account.of(folder), sandbox.account());
        }
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Account.of(folder);

        var rights = Files.getPosixFilePermissions(folder.resolve("account.properties"));

        assertEquals("rw-------", PosixFilePermissions.toString(rights));
    }

    @Test
    void aDamagedFileIsNamedAndLeftAlone() throws IOException {
        var file = Files.writeString(folder.resolve("account.properties"), "accessKeyId=x\n\\u00");

        var refusal = assertThrows(IOException.class, () -> Account.of(folder));

        assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()));
        assertEquals("accessKeyId=x\n\\u00", Files.readString(file));
    }
}
