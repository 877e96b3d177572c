package dev.atelier.app.settings;

/// One thing that the studio remembers. All of them are declared in [StudioSettings].
public final class Setting<T> {
    private final String key;
    private final SettingType<T> kind;
    private final T usual;

    Setting(String key, SettingType<T> kind, T usual) {
        this.key = key;
        this.kind = kind;
        this.usual = usual;
    }

    /// The name in the file.
    String key() {
        return key;
    }

    SettingType<T> kind() {
        return kind;
    }

    /// The value where none is set.
    T usual() {
        return usual;
    }

    @Override
    public String toString() {
        return key;
    }

    /// Settings of one type, one for each of some things that have names, such as models.
    public static final class Family<T> {
        private final String prefix;
        private final SettingType<T> kind;
        private final T usual;

        Family(String prefix, SettingType<T> kind, T usual) {
            this.prefix = prefix;
            this.kind = kind;
            this.usual = usual;
        }

        /// The setting of the thing with this name.
        public Setting<T> of(String name) {
            return of(name, usual);
        }

        /// The same with a default of its own.
        public Setting<T> of(String name, T usual) {
            return new Setting<>(prefix + name, kind, usual);
        }

        String prefix() {
            return prefix;
        }
    }
}
