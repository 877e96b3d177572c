package dev.atelier.cloud.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for credentials where Alibaba Cloud's own tools do, in their order: the environment, the
/// credentials file of the SDKs (`~/.alibabacloud/credentials`), the profile of the command line
/// (`~/.aliyun/config.json`).
public final class CredentialSources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final Path home;

    /// One place: what was found there, or why nothing was.
    ///
    /// @param credentials empty where there are none
    public record Finding(String place, Optional<Credentials> credentials, String why) {}

    /// @param home the user's folder
    public CredentialSources(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /// All places, in the order they count. Reads small files.
    public List<Finding> look() {
        var found = new ArrayList<Finding>();
        found.add(environment());
        found.add(inFile("SDK credentials file", sdkFile(), this::sdk));
        found.add(
                inFile(
                        "Alibaba Cloud CLI",
                        home.resolve(".aliyun").resolve("config.json"),
                        this::cli));
        return List.copyOf(found);
    }

    /// The first that were found.
    public Optional<Credentials> first() {
        return look().stream().flatMap(place -> place.credentials().stream()).findFirst();
    }

    private Finding environment() {
        var id = variable("ALIBABA_CLOUD_ACCESS_KEY_ID");
        var secret = variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        if (id.isEmpty() || secret.isEmpty()) {
            return new Finding(
                    "environment",
                    Optional.empty(),
                    "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not both set");
        }
        var session = variable("ALIBABA_CLOUD_SECURITY_TOKEN");
        return new Finding("environment", Optional.of(made(id, secret, session, region())), "");
    }

    private String region() {
        return variable("ALIBABA_CLOUD_REGION_ID");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private Path sdkFile() {
        var named = variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
        return named.isEmpty()
                ? home.resolve(".alibabacloud").resolve("credentials")
                : Path.of(named);
    }

    private interface Reader {
        Optional<Credentials> read(String text) throws IOException;
    }

    private static Finding inFile(String place, Path file, Reader reader) {
        if (!Files.isRegularFile(file)) {
            return new Finding(place, Optional.empty(), "there is no " + file);
        }
        try {
            var found = reader.read(Files.readString(file));
            return new Finding(
                    place, found, found.isPresent() ? "" : file + " has no access key to use");
        } catch (IOException e) {
            return new Finding(place, Optional.empty(), file + " cannot be read");
        }
    }

    /// An ini file; the profile that is named in the environment, else `default`.
    private Optional<Credentials> sdk(String text) {
        var profile = variable("ALIBABA_CLOUD_PROFILE");
        var values = section(text, profile.isEmpty() ? "default" : profile);
        return pair(
                values.getOrDefault("access_key_id", ""),
                values.getOrDefault("access_key_secret", ""),
                values.getOrDefault("security_token", ""),
                values.getOrDefault("region_id", region()));
    }

    private static Map<String, String> section(String text, String name) {
        var values = new HashMap<String, String>();
        boolean inside = false;
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + name + "]");
            } else if (inside && !line.startsWith("#") && line.contains("=")) {
                var parts = line.split("=", 2);
                values.put(parts[0].strip(), parts[1].strip());
            }
        }
        return values;
    }

    private Optional<Credentials> cli(String text) throws IOException {
        var config = JSON.readTree(text);
        var current = config.path("current").asText("default");
        for (JsonNode profile : config.path("profiles")) {
            if (profile.path("name").asText().equals(current)) {
                return pair(
                        profile.path("access_key_id").asText(""),
                        profile.path("access_key_secret").asText(""),
                        profile.path("sts_token").asText(""),
                        profile.path("region_id").asText(region()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Credentials> pair(
            String id, String secret, String session, String region) {
        return id.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(made(id, secret, session, region));
    }

    private static Credentials made(String id, String secret, String session, String region) {
        var lent = session.isEmpty() ? Optional.<Secret>empty() : Optional.of(new Secret(session));
        return new Credentials(id, new Secret(secret), lent, region);
    }
}
