package dev.atelier.cloud.account;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for credentials where Alibaba Cloud's own tools do, in the order of its Java SDK: what was
/// chosen here, the environment, the profile of the command line (`~/.aliyun/config.json`), the
/// credentials file of the SDKs (`~/.alibabacloud/credentials`). Roles, which need calls of their
/// own to become keys, are named and passed over.
public final class CredentialSources {
    private static final int MOST_BYTES = 1 << 20;
    private static final Message CLI = Message.of("access.cli");
    private static final Message SDK = Message.of("access.sdk");

    private final Map<String, String> environment;
    private final Path home;
    private final Optional<Credentials> chosen;

    /// One place: what was found there, or why nothing was.
    ///
    /// @param credentials empty where there are none
    /// @param why a clause for the user, empty where there are some
    public record Finding(
            Message place, Optional<Credentials> credentials, Optional<Message> why) {}

    /// @param home the user's folder
    public CredentialSources(Map<String, String> environment, Path home) {
        this(environment, home, Optional.empty());
    }

    /// @param chosen goes before all else, such as keys from the [KeyStore]
    public CredentialSources(
            Map<String, String> environment, Path home, Optional<Credentials> chosen) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.chosen = chosen;
    }

    /// All places, in the order they count. Reads small files.
    public List<Finding> look() {
        var found = new ArrayList<Finding>();
        chosen.ifPresent(keys ->
                found.add(new Finding(Message.of("access.program"), chosen, Optional.empty())));
        found.add(environment());
        found.add(cli());
        found.add(sdk());
        return List.copyOf(found);
    }

    /// Credentials that a person can choose.
    ///
    /// @param id stays the same over restarts: `environment`, or `cli:` or `sdk:` and the profile
    /// @param profile its name in its file, empty where it has none
    /// @param place a variable or a file, as a person knows it
    public record Found(String id, String profile, String place, Credentials credentials) {
        /// The access key with only its ends, which say enough to distinguish keys.
        public String masked() {
            var key = credentials.accessKeyId();
            return key.length() < 12
                    ? key.substring(0, Math.min(2, key.length())) + "…"
                    : key.substring(0, 6) + "…" + key.substring(key.length() - 4);
        }
    }

    /// All credentials of all places, every profile of their files, in the order they count. Reads
    /// small files.
    public List<Found> all() {
        var found = new ArrayList<Found>();
        environment()
                .credentials()
                .ifPresent(keys ->
                        found.add(
                                new Found("environment", "", "ALIBABA_CLOUD_ACCESS_KEY_ID", keys)));
        if (!variable("ALIBABA_CLOUD_CLI_PROFILE_DISABLED").equalsIgnoreCase("true")) {
            each("cli:", cliFile(), CliProfiles::names, CliProfiles::read, found);
        }
        try {
            each("sdk:", sdkFile(), IniProfiles::names, IniProfiles::read, found);
        } catch (InvalidPathException e) {
            // look() says so
        }
        return List.copyOf(found);
    }

    private interface ProfileNames {
        List<String> of(String text) throws ProfileException;
    }

    private interface Profiles {
        AccessKeys read(String text, String name) throws ProfileException;
    }

    private void each(
            String id, Path file, ProfileNames names, Profiles profiles, List<Found> found) {
        for (var name : namesIn(file, names)) {
            inFile(Message.plain(id), file, text -> profiles.read(text, name))
                    .credentials()
                    .ifPresent(keys -> found.add(new Found(id + name, name, shown(file), keys)));
        }
    }

    private static List<String> namesIn(Path file, ProfileNames names) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
                    ? names.of(Files.readString(file))
                    : List.of();
        } catch (ProfileException | IOException e) {
            return List.of(); // look() says why
        }
    }

    private String shown(Path file) {
        return file.startsWith(home)
                ? "~/" + home.relativize(file).toString().replace('\\', '/')
                : file.toString();
    }

    /// The first that were found.
    public Optional<Credentials> first() {
        return winner().flatMap(Finding::credentials);
    }

    /// The first place that has some.
    public Optional<Finding> winner() {
        return look().stream().filter(place -> place.credentials().isPresent()).findFirst();
    }

    private Finding environment() {
        var place = Message.of("access.environment");
        var keys =
                new AccessKeys(
                        variable("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                        variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                        variable("ALIBABA_CLOUD_SECURITY_TOKEN"),
                        "");
        if (keys.incomplete()) {
            return nothing(place, Message.of("access.not-set"));
        }
        return of(place, place, keys);
    }

    private Finding cli() {
        if (variable("ALIBABA_CLOUD_CLI_PROFILE_DISABLED").equalsIgnoreCase("true")) {
            return nothing(CLI, Message.of("access.cli-off"));
        }
        return inFile(
                CLI, cliFile(), text -> CliProfiles.read(text, variable("ALIBABA_CLOUD_PROFILE")));
    }

    private Path cliFile() {
        return home.resolve(".aliyun").resolve("config.json");
    }

    /// The tools of some languages add `.ini` to the name, and some do not.
    private Path sdkFile() {
        var named = variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
        var folder = home.resolve(".alibabacloud");
        var plain = folder.resolve("credentials");
        var ini = folder.resolve("credentials.ini");
        var usual = Files.exists(plain) || !Files.exists(ini) ? plain : ini;
        return named.isEmpty() ? usual : Path.of(named);
    }

    private Finding sdk() {
        try {
            return inFile(
                    SDK,
                    sdkFile(),
                    text -> IniProfiles.read(text, variable("ALIBABA_CLOUD_PROFILE")));
        } catch (InvalidPathException e) {
            return nothing(SDK, Message.of("access.sdk-file"));
        }
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private interface Reader {
        AccessKeys read(String text) throws ProfileException;
    }

    private Finding inFile(Message place, Path file, Reader reader) {
        if (!Files.isRegularFile(file)) {
            return nothing(place, Message.of("access.no-file", file));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                return nothing(place, Message.of("access.large", file));
            }
            return of(place, Message.plain(file.toString()), reader.read(Files.readString(file)));
        } catch (ProfileException e) {
            return nothing(place, e.why(file));
        } catch (CharacterCodingException e) {
            return nothing(place, Message.of("access.no-text", file));
        } catch (IOException e) {
            return nothing(place, Message.of("access.unreadable", file));
        }
    }

    private Finding of(Message place, Message where, AccessKeys keys) {
        if (keys.incomplete()) {
            return nothing(place, Message.of("access.no-key", where));
        }
        if (!keys.sane()) {
            return nothing(place, Message.of("access.strange-key", where));
        }
        return new Finding(
                place,
                Optional.of(keys.credentials(variable("ALIBABA_CLOUD_REGION_ID"))),
                Optional.empty());
    }

    private static Finding nothing(Message place, Message why) {
        return new Finding(place, Optional.empty(), Optional.of(why));
    }
}
