package dev.atelier.cloud.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nothing that is secret leaves by accident: not in words, not as JSON, not as bytes.
class SecretsTest {
    private static final String HIDDEN = "hunter-two-hidden";
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .findAndRegisterModules();

    /// All records of the cloud that were compiled.
    private static List<Class<?>> records() throws IOException, URISyntaxException {
        var source = Secret.class.getProtectionDomain().getCodeSource().getLocation();
        var root = Path.of(source.toURI());
        var found = new ArrayList<Class<?>>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                var name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
                if (name.startsWith("dev.atelier.") && !name.contains("-info")) {
                    found.add(loaded(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return found.stream().filter(Class::isRecord).toList();
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, Secret.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noRecordHoldsASecretAsPlainText() throws Exception {
        var records = records();
        assertTrue(records.size() > 20, records.toString());
        for (var record : records) {
            for (var part : record.getRecordComponents()) {
                var name = part.getName().toLowerCase(Locale.ROOT);
                boolean secret =
                        name.contains("secret")
                                || name.contains("password")
                                || name.equals("token")
                                || name.equals("session");
                assertFalse(
                        secret && part.getType() == String.class,
                        record.getName() + "." + part.getName());
            }
        }
    }

    @Test
    void recordsWithSecretsPrintDots() throws Exception {
        int seen = 0;
        for (var record : records()) {
            var parts = record.getRecordComponents();
            if (Arrays.stream(parts).anyMatch(p -> p.getType() == Secret.class)) {
                seen++;
                assertHidden(filled(record, parts));
            }
        }
        assertTrue(seen >= 4, "records with secrets: " + seen);
    }

    private static Object filled(Class<?> record, RecordComponent[] parts) throws Exception {
        var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = record.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(
                Arrays.stream(types).map(SecretsTest::sample).toArray(Object[]::new));
    }

    private static Object sample(Class<?> type) {
        if (type == Secret.class) {
            return new Secret(HIDDEN);
        }
        if (type == Optional.class) {
            return Optional.of(new Secret(HIDDEN));
        }
        if (type == List.class) {
            return List.of();
        }
        return type == int.class ? (Object) 1 : "x";
    }

    private static void assertHidden(Object holder) throws IOException {
        assertFalse(holder.toString().contains(HIDDEN), holder.getClass().getName());
        assertTrue(holder.toString().contains("•••"), holder.toString());
        assertFalse(json(holder).contains(HIDDEN), holder.getClass().getName());
        assertThrows(
                NotSerializableException.class,
                () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(holder));
    }

    /// What JSON a careless caller would write; that it cannot be written is as good.
    private static String json(Object holder) {
        try {
            return JSON.writeValueAsString(holder);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aSecretIsEqualToNothingAndSaysNothing() {
        var secret = new Secret(HIDDEN);
        assertFalse(secret.equals(new Secret(HIDDEN)));
        assertEquals("•••", secret.toString());
        assertEquals("•••", "%s".formatted(secret));
        assertFalse(
                Integer.toHexString(secret.hashCode())
                        .equals(Integer.toHexString(HIDDEN.hashCode())));
    }

    @Test
    void aGeneratedCauseDoesNotCarryKeys() {
        var keys = new Credentials("id", new Secret(HIDDEN), Optional.empty(), "nowhere at all");
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SignedCalls(keys, Optional.empty()));
        assertFalse(String.valueOf(refused.getMessage()).contains(HIDDEN));
    }
}
