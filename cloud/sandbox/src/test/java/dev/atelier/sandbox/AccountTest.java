package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.sign.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
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
        var settings = CloudSettings.inMemory(0, new Painter().backend()).withState(folder);

        try (var sandbox = Sandbox.start(LocalStore.in(settings, "boats"))) {
            assertEquals(Account.of(folder), sandbox.account());
        }
    }

    /// Keys, tokens of services and the prompts in queues.
    @Test
    void onlyTheOwnerReadsWhatAFolderKeeps() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var state = folder.resolve("cloud/state");
        var settings =
                CloudSettings.inMemory(0, new Painter().backend())
                        .withState(state)
                        .withDurations(StateDurations.INSTANT);
        try (var sandbox = Sandbox.start(settings)) {
            var config =
                    SandboxConfigs.sync("sd_queued")
                            .replace("\"instance\":1", "\"instance\":0,\"type\":\"Async\"");
            var token = sandbox.deploy("sd_queued", config);
            var web = new Web(sandbox.address() + "/api/predict/sd_queued", token);
            assertEquals(200, web.post("/sdapi/v1/txt2img", "{}").status());
            assertTrue(Files.readString(state.resolve("services.json")).contains(token));
        }
        try (var all = Files.walk(state)) {
            var rights = new TreeMap<String, String>();
            for (var each : all.toList()) {
                var own = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                rights.put(each.toString(), own);
                assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", own, each + "");
            }
            assertTrue(rights.keySet().stream().anyMatch(it -> it.endsWith("-input.log")));
        }
    }

    @Test
    void aDamagedFileIsNamedAndLeftAlone() throws IOException {
        var file = Files.writeString(folder.resolve("account.properties"), "accessKeyId=x\n\\u00");

        var refusal = assertThrows(IOException.class, () -> Account.of(folder));

        assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()));
        assertEquals("accessKeyId=x\n\\u00", Files.readString(file));
    }
}
