package dev.atelier.cloud.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javakeyring.PasswordAccessException;
import dev.atelier.recipe.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyStoreTest {
    private static final Credentials LENT =
            new Credentials(
                    "STS.id",
                    new Secret("s3cret\"\\"),
                    Optional.of(new Secret("token")),
                    "cn-hangzhou");

    /// An operating system that can be set to refuse.
    private static final class MemoryDrawer implements KeyStore.Drawer {
        final Map<String, String> texts = new HashMap<>();
        boolean locked;

        @Override
        public Optional<String> read(String name) throws PasswordAccessException {
            check();
            return Optional.ofNullable(texts.get(name));
        }

        @Override
        public void write(String name, String text) throws PasswordAccessException {
            check();
            texts.put(name, text);
        }

        @Override
        public void remove(String name) throws PasswordAccessException {
            check();
            texts.remove(name);
        }

        private void check() throws PasswordAccessException {
            if (locked) {
                throw new PasswordAccessException("locked");
            }
        }
    }

    private final MemoryDrawer drawer = new MemoryDrawer();
    private final KeyStore.Place.OperatingSystem os =
            new KeyStore.Place.OperatingSystem("GNOME Keyring");

    private KeyStore store() {
        return new KeyStore(os, Optional.of(drawer));
    }

    @Test
    void findsAfterARestartWhatWasKept() {
        assertEquals(os, store().keep("main", LENT));
        var found = store().find("main").orElseThrow();
        assertEquals("STS.id", found.accessKeyId());
        assertEquals("s3cret\"\\", found.accessKeySecret().reveal());
        assertEquals("token", found.session().orElseThrow().reveal());
        assertEquals("cn-hangzhou", found.region());
        assertTrue(store().forget("main"));
        assertTrue(store().find("main").isEmpty());
    }

    @Test
    void keepsInMemoryWhatTheSystemRefusesAndSaysSo() {
        drawer.locked = true;
        var store = store();
        var place = assertInstanceOf(KeyStore.Place.SessionOnly.class, store.keep("main", LENT));
        assertFalse(place.why().english().isBlank());
        assertEquals("STS.id", store.find("main").orElseThrow().accessKeyId());
        assertTrue(drawer.texts.isEmpty());
        drawer.locked = false;
        assertTrue(store().find("main").isEmpty(), "nothing outlives the program");
        assertEquals(os, store.keep("main", LENT), "once the user has opened it");
    }

    @Test
    void forgetsEverythingWithoutASystemStore() {
        var store = KeyStore.sessionOnly(Message.plain("This computer has none."));
        store.keep("main", LENT);
        assertEquals(LENT, store.find("main").orElseThrow());
        assertTrue(store.forget("main"));
        assertTrue(store.find("main").isEmpty());
    }

    @Test
    void survivesWhatSomebodyElsePutThere() {
        for (var text : new String[] {"", "null", "7", "{\"id\":\"a\"}", "{\"id\":\"a\",\"sec"}) {
            drawer.texts.put("main", text);
            assertTrue(store().find("main").isEmpty(), text);
        }
    }

    @Test
    void opensOnEveryComputer() {
        switch (KeyStore.open().place()) {
            case KeyStore.Place.OperatingSystem(var name) -> assertFalse(name.isBlank());
            case KeyStore.Place.SessionOnly(var why) ->
                    assertTrue(why.english().endsWith("."), why.english());
        }
    }
}
