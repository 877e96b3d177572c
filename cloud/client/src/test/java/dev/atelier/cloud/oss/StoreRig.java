package dev.atelier.cloud.oss;

import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.http.StreamingResponder;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.gateway.ObjectSink;
import dev.atelier.sandbox.oss.OssResponder;
import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.MemoryStore;
import dev.atelier.webui.request.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A sandbox whose object store can be looked into.
final class StoreRig implements AutoCloseable {
    static final String BUCKET = "boats";
    static final int PART = 100 * 1024;

    final MemoryStore objects = new MemoryStore();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    final Sandbox sandbox;
    private final Path notes;

    /// @param notes where the client remembers unfinished uploads
    StoreRig(Path notes) throws IOException {
        this.notes = notes;
        objects.save(new Bucket(BUCKET, Instant.now(), "private"));
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var settings = CloudSettings.inMemory(0, idle).withFaults(faults);
        var account = settings.account();
        var handler =
                new OssResponder(
                        objects,
                        Map.of(account.accessKeyId(), account.accessKeySecret()),
                        clock(settings));
        sandbox =
                Sandbox.start(
                        settings.withStore(
                                new CloudSettings.Store(
                                        Optional.of(recorder(handler)), ObjectSink.NONE)));
    }

    private static Clock clock(CloudSettings settings) {
        return settings.skewedClock().withZone(ZoneOffset.UTC);
    }

    private StreamingResponder recorder(StreamingResponder store) {
        return (head, body) -> {
            var range = head.header("range").orElse("");
            calls.add((head.method() + " " + head.rawQuery() + " " + range).strip());
            return store.answer(head, body);
        };
    }

    /// Switches faults on in place of those that were.
    void faults(String... forms) {
        faults.set(Stream.of(forms).map(Fault::parse).toList());
    }

    OssStore client() {
        return client(sandbox.account().accessKeySecret());
    }

    /// One that cuts uploads into parts of [#PART] bytes.
    OssStore client(String secret) {
        var keys = Credentials.of(sandbox.account().accessKeyId(), secret, "cn-hangzhou");
        var endpoint = OssEndpoint.at(URI.create(sandbox.address()), "cn-hangzhou");
        return OssStore.inPartsOf(PART, keys, endpoint, notes);
    }

    static OssAddress at(String key) {
        return new OssAddress(BUCKET, key);
    }

    void put(String key, byte[] content) throws IOException {
        var _ = objects.write(BUCKET, key, "image/png", new ByteArrayInputStream(content));
    }

    byte[] content(String key) throws IOException {
        try (var in = objects.open(objects.find(BUCKET, key).orElseThrow(), 0)) {
            return in.readAllBytes();
        }
    }

    boolean has(String key) {
        return objects.find(BUCKET, key).isPresent();
    }

    static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
