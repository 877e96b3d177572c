package dev.atelier.cloud.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as the vendor's tools write them, and files as they are after an accident.
class CredentialSourcesTest {
    private static final String CLI =
            """
            {
              "current": "work",
              "profiles": [
                {"name": "default", "mode": "AK", "access_key_id": "cli-id", "access_key_secret": "cli-secret",
                 "region_id": "cn-beijing", "output_format": "json", "language": "en"},
                {"name": "work", "mode": "StsToken", "access_key_id": "STS.work", "access_key_secret": "work-secret",
                 "sts_token": "work-token", "region_id": "cn-shanghai"},
                {"name": "role", "mode": "RamRoleArn", "access_key_id": "role-id", "access_key_secret": "role-secret",
                 "ram_role_arn": "acs:ram::1:role/x", "ram_session_name": "s"}
              ]
            }
            """;
    private static final String INI =
            """
            # made by hand
            [default]
            enable = true
            type = access_key
            access_key_id = ini-id
            access_key_secret = ini=secret==

            [lent]
            type = sts
            access_key_id = STS.lent
            access_key_secret = lent-secret
            security_token = lent-token   # until noon
            region_id = ap-southeast-1

            [role]
            type = ecs_ram_role
            role_name = worker

            [off]
            enable = false
            access_key_id = off-id
            access_key_secret = off-secret
            """;

    @TempDir private Path home;

    private final Map<String, String> environment = new HashMap<>();

    private CredentialSources sources() {
        return new CredentialSources(environment, home);
    }

    private Credentials first() {
        return sources().first().orElseThrow();
    }

    private void cli(String text) throws IOException {
        write(".aliyun/config.json", text);
    }

    private void ini(String text) throws IOException {
        write(".alibabacloud/credentials", text);
    }

    private void write(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String reasons() {
        return sources().look().stream()
                .flatMap(place -> place.why().stream())
                .map(Message::english)
                .collect(Collectors.joining("; "));
    }

    @Test
    void takesTheEnvironmentBeforeTheCommandLineBeforeTheFile() throws IOException {
        ini(INI);
        assertEquals("ini-id", first().accessKeyId());
        assertEquals("ini=secret==", first().accessKeySecret().reveal());
        cli(CLI);
        assertEquals("STS.work", first().accessKeyId());
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "env-id");
        assertEquals("STS.work", first().accessKeyId(), "half a key pair is none");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "env-secret");
        environment.put("ALIBABA_CLOUD_REGION_ID", "cn-shenzhen");
        assertEquals("env-id", first().accessKeyId());
        assertEquals("cn-shenzhen", first().region());
        var chosen = Credentials.of("chosen", "secret", "");
        var sources = new CredentialSources(environment, home, Optional.of(chosen));
        assertEquals("chosen", sources.first().orElseThrow().accessKeyId());
        assertEquals(
                List.of("this program", "environment", "Alibaba Cloud CLI", "SDK credentials file"),
                sources.look().stream().map(it -> it.place().english()).toList());
    }

    @Test
    void knowsLentKeys() throws IOException {
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.env");
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        environment.put("ALIBABA_CLOUD_SECURITY_TOKEN", "env-token");
        assertEquals("env-token", first().session().orElseThrow().reveal());
        environment.clear();
        cli(CLI);
        assertEquals("work-token", first().session().orElseThrow().reveal());
        assertEquals("cn-shanghai", first().region());
        environment.put("ALIBABA_CLOUD_PROFILE", "lent");
        ini(INI);
        assertEquals("lent-token", first().session().orElseThrow().reveal());
        assertEquals("ap-southeast-1", first().region());
    }

    @Test
    void readsTheFileThatIsNamed() throws IOException {
        write("elsewhere.ini", INI.replace("ini-id", "other-id"));
        ini(INI);
        environment.put("ALIBABA_CLOUD_CREDENTIALS_FILE", home.resolve("elsewhere.ini").toString());
        assertEquals("other-id", first().accessKeyId());
        environment.put("ALIBABA_CLOUD_CREDENTIALS_FILE", home.resolve("missing").toString());
        assertTrue(reasons().contains("there is no " + home.resolve("missing")), reasons());
    }

    @Test
    void readsTheNameThatTheJavaToolsUse() throws IOException {
        write(".alibabacloud/credentials.ini", "\uFEFF" + INI.replace("\n", "\r\n"));
        assertEquals("ini-id", first().accessKeyId());
    }

    @Test
    void leavesTheCommandLineAloneOnRequest() throws IOException {
        cli(CLI);
        environment.put("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
        assertTrue(sources().first().isEmpty());
    }

    @Test
    void saysWhichProfileItCannotUse() throws IOException {
        cli(CLI);
        ini(INI);
        environment.put("ALIBABA_CLOUD_PROFILE", "role");
        assertTrue(sources().first().isEmpty());
        assertTrue(reasons().contains("\"role\" with \"RamRoleArn\""), reasons());
        assertTrue(reasons().contains("\"role\" with \"ecs_ram_role\""), reasons());
        environment.put("ALIBABA_CLOUD_PROFILE", "off");
        assertTrue(reasons().contains("switched off"), reasons());
        assertTrue(reasons().contains("has no profile \"off\""), reasons());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"current\":\"work\",\"profiles\":\"none\"}",
                "{\"current\":\"work\",\"profiles\":[null,7,{\"name\":\"work\"}]}",
                "{\"current\":\"work\",\"profiles\":[{\"name\":\"work\",\"mode\":\"AK\",\"access_key_id\":\"half-id\",\"access_key_secret\":\"half-sec",
                "{\"profiles\":[{\"name\":\"default\",\"mode\":{},\"access_key_id\":[],\"access_key_secret\":{}}]}"
            })
    void survivesABrokenCommandLineProfile(String text) throws IOException {
        cli(text);
        assertTrue(sources().first().isEmpty());
        assertFalse(reasons().contains("half-"), reasons());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[default",
                "[default]",
                "[default]\naccess_key_id=half-id\naccess_key_sec",
                "access_key_id=half-id\naccess_key_secret=half-secret",
                "[default]\n=\n==\naccess_key_id\n"
            })
    void survivesABrokenFile(String text) throws IOException {
        ini(text);
        assertTrue(sources().first().isEmpty());
        assertFalse(reasons().contains("half-"), reasons());
    }

    @Test
    void refusesKeysThatWouldBreakAHeader() throws IOException {
        cli(CLI.replace("work-secret", "work\\r\\nX-Evil: 1"));
        assertTrue(sources().first().isEmpty());
        assertTrue(reasons().contains("characters that no key can have"), reasons());
        assertFalse(reasons().contains("Evil"), reasons());
    }

    @Test
    void takesNoRegionThatWouldLeadElsewhere() throws IOException {
        cli(CLI.replace("cn-shanghai", "evil.example/"));
        assertEquals("", first().region());
    }

    @Test
    void readsNeitherLargeNorBinaryFiles() throws IOException {
        cli(" ".repeat(1 << 20) + CLI);
        Files.createDirectories(home.resolve(".alibabacloud"));
        Files.write(home.resolve(".alibabacloud/credentials"), new byte[] {(byte) 0xff, 0, 1});
        assertTrue(sources().first().isEmpty());
        assertTrue(reasons().contains("too large"), reasons());
        assertTrue(reasons().contains("not UTF-8"), reasons());
    }

    @Test
    void survivesDeepNesting() throws IOException {
        cli("[".repeat(100_000));
        assertTrue(sources().first().isEmpty());
    }

    @Test
    void printsNoControlCharactersOfAName() throws IOException {
        cli(CLI.replace("\"RamRoleArn\"", "\"\\u001b[31mRole\\nArn\""));
        environment.put("ALIBABA_CLOUD_PROFILE", "role");
        assertFalse(reasons().chars().anyMatch(c -> c < ' '), reasons());
    }
}
