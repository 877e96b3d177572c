package dev.atelier.cloud.account;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.atelier.recipe.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps credentials in the key store of the operating system. Where there is none, or it refuses,
/// they are kept in memory until the program ends, and [#place] says why; they are never written to
/// a file. Blocks while the operating system asks its user. Thread-safe.
public final class KeyStore {
    private static final String PROGRAM = "Atelier";

    private final Map<String, Credentials> session = new HashMap<>();
    private final Place home;
    private final Optional<Drawer> drawer;
    private Place place;

    /// Where credentials are kept.
    public sealed interface Place {
        /// @param name of the operating system's store
        record OperatingSystem(String name) implements Place {}

        /// Until the program ends.
        ///
        /// @param why a sentence
        record SessionOnly(Message why) implements Place {}
    }

    /// What the operating system offers; tests bring their own.
    interface Drawer {
        /// @return the text, empty where there is none
        Optional<String> read(String name) throws PasswordAccessException;

        void write(String name, String text) throws PasswordAccessException;

        void remove(String name) throws PasswordAccessException;
    }

    KeyStore(Place place, Optional<Drawer> drawer) {
        this.home = place;
        this.place = place;
        this.drawer = drawer;
    }

    /// The store of this user on this computer.
    public static KeyStore open() {
        try {
            var keyring = Keyring.create();
            var place = new Place.OperatingSystem(name(keyring.getKeyringStorageType()));
            return new KeyStore(place, Optional.of(new SystemDrawer(keyring)));
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            return sessionOnly(Message.of("access.no-key-store"));
        }
    }

    private static String name(KeyringStorageType type) {
        return switch (type) {
            case OSX_KEYCHAIN, LEGACY_OSX_KEYCHAIN -> "Keychain";
            case GNOME_KEYRING -> "GNOME Keyring";
            case WINDOWS_CREDENTIAL_STORE -> "Windows Credential Manager";
            case KWALLET -> "KWallet";
        };
    }

    /// The operating system's store. It distinguishes a missing entry from a locked store only in
    /// words, so both read as nothing.
    private record SystemDrawer(Keyring keyring) implements Drawer {
        @Override
        public Optional<String> read(String name) {
            try {
                return Optional.ofNullable(keyring.getPassword(PROGRAM, name));
            } catch (PasswordAccessException e) {
                return Optional.empty();
            }
        }

        @Override
        public void write(String name, String text) throws PasswordAccessException {
            keyring.setPassword(PROGRAM, name, text);
        }

        @Override
        public void remove(String name) throws PasswordAccessException {
            keyring.deletePassword(PROGRAM, name);
        }
    }

    /// One that forgets.
    ///
    /// @param why a sentence
    public static KeyStore sessionOnly(Message why) {
        return new KeyStore(new Place.SessionOnly(why), Optional.empty());
    }

    public synchronized Place place() {
        return place;
    }

    /// Keeps credentials under a name, in the place of those that are there.
    ///
    /// @return where they are now
    public synchronized Place keep(String name, Credentials credentials) {
        if (drawer.isPresent()) {
            try {
                drawer.get().write(name, KeptText.of(credentials));
                session.remove(name);
                place = home;
                return place;
            } catch (PasswordAccessException | RuntimeException e) {
                // what it says may repeat what it was given
                place = new Place.SessionOnly(Message.of("access.key-store-refused"));
            }
        }
        session.put(name, credentials);
        return place;
    }

    /// What was kept under a name.
    public synchronized Optional<Credentials> find(String name) {
        if (drawer.isPresent() && !session.containsKey(name)) {
            try {
                return drawer.get().read(name).flatMap(KeptText::read);
            } catch (PasswordAccessException | RuntimeException e) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(session.get(name));
    }

    /// Forgets what was kept under a name.
    ///
    /// @return whether it is gone for sure
    public synchronized boolean forget(String name) {
        session.remove(name);
        if (drawer.isEmpty()) {
            return true;
        }
        try {
            drawer.get().remove(name);
            return true;
        } catch (PasswordAccessException | RuntimeException e) {
            return find(name).isEmpty();
        }
    }
}
