package dev.atelier.app.bench;

import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.request.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Measures the cloud client and the sandbox in this process, on loopback: what the client itself
/// takes, not the network or a service.
public final class CloudBench {
    private static final String BUCKET = "bench";
    private static final String SERVICE = "sd_bench";
    private static final String REGION = "cn-hangzhou";
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_bench","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;

    /// Its PNG has about a megabyte.
    private static final Size LARGE = new Size(768, 768);

    private static final int WARM = 20;
    private static final int ROUNDS = 60;
    private static final int STARTS = 5;
    private static final int OBJECTS = 100_000;
    private static final int FIRST = 10_000;
    private static final double MEGABYTE = 1 << 20;

    private final Consumer<CloudRow> report;
    private final List<CloudRow> rows = new ArrayList<>();

    /// @param report receives each row as soon as it is measured
    public CloudBench(Consumer<CloudRow> report) {
        this.report = report;
    }

    /// Runs all measurements; blocks for a minute or less.
    public List<CloudRow> run() throws IOException, GenerationException, OssStoreException {
        starts();
        call();
        listing();
        return List.copyOf(rows);
    }

    private void add(String name, double value, String unit, double aim) {
        var row = new CloudRow(name, value, unit, aim);
        rows.add(row);
        report.accept(row);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static CloudSettings settings() {
        var picture = picture();
        var backend =
                new CloudSettings.Backend(
                        (recipe, _, _) -> List.of(of(picture, recipe)),
                        Catalogue.of(new ModelRef("bench", "")));
        return CloudSettings.inMemory(0, backend).withDurations(StateDurations.INSTANT);
    }

    private static Picture of(byte[] picture, Recipe recipe) {
        return new Picture(LARGE, picture, recipe, Map.of());
    }

    /// Like a photograph: even areas with grain, which neither packs to nothing nor not at all.
    private static byte[] picture() {
        var random = new Random(7);
        var rgb = new byte[LARGE.width() * LARGE.height() * 3];
        for (int i = 0; i < rgb.length; i++) {
            int row = i / (3 * LARGE.width());
            rgb[i] = (byte) (row / 4 + random.nextInt(20));
        }
        return rgb;
    }

    private void starts() throws IOException {
        var took = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (var sandbox = Sandbox.start(LocalStore.in(settings(), BUCKET))) {
                var _ = get(sandbox.address() + "/api/predict/none");
                took[i] = System.nanoTime() - start;
            }
        }
        add("sandbox, first start to first answer", millis(took[0]), "ms", 1000);
        add("sandbox, later starts", millis(median(took)), "ms", 1000);
    }

    private static int get(String address) throws IOException {
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        return connection.getResponseCode();
    }

    private static long median(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// The client's call and a bare exchange of the same, in turns.
    private void call() throws IOException, GenerationException {
        try (var sandbox = Sandbox.start(settings())) {
            var token = sandbox.deploy(SERVICE, CONFIG);
            var address = URI.create(sandbox.address() + "/api/predict/" + SERVICE);
            var client =
                    new SyncGenerator(
                            new WebuiService(address, () -> token), Duration.ofMinutes(1));
            var recipe = Recipe.of("a boat", LARGE).withSeed(new Seed(1, 2, 0, Optional.empty()));
            var whole = new long[ROUNDS];
            var bare = new long[ROUNDS];
            var answer = "";
            for (int i = -WARM; i < ROUNDS; i++) {
                long start = System.nanoTime();
                var _ = client.generate(recipe, Observer.NONE, new Cancellation());
                long between = System.nanoTime();
                answer = exchange(address + "/sdapi/v1/txt2img", token);
                if (i >= 0) {
                    whole[i] = between - start;
                    bare[i] = System.nanoTime() - between;
                }
            }
            var png = png(answer);
            add("picture, as PNG", png.length / MEGABYTE, "MB", 0);
            add("sync call, median", millis(median(whole)), "ms", 0);
            add("bare exchange, median", millis(median(bare)), "ms", 0);
            add("client over bare exchange", millis(median(whole) - median(bare)), "ms", 5);
            add("unpacking its pixels, when asked for", millis(reading(png)), "ms", 0);
        }
    }

    private static byte[] png(String answer) {
        int start = answer.indexOf('"', answer.indexOf('[', answer.indexOf("\"images\""))) + 1;
        return Base64.getDecoder().decode(answer.substring(start, answer.indexOf('"', start)));
    }

    /// What no client can save that hands out pixels.
    private static long reading(byte[] png) throws IOException {
        var took = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            var source = new MemoryCacheImageInputStream(new ByteArrayInputStream(png));
            var _ = ImageIO.read(source);
            took[i] = System.nanoTime() - start;
        }
        return median(took);
    }

    private static String exchange(String address, String token) throws IOException {
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Authorization", token);
        connection.setRequestProperty("Content-Type", "application/json");
        var body = "{\"prompt\":\"a boat\",\"steps\":20,\"width\":768,\"height\":768,\"seed\":1}";
        try (var out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /// Reads a long listing to its end; what is alive must not grow with it.
    private void listing() throws IOException, OssStoreException {
        var settings = LocalStore.in(settings(), BUCKET);
        for (int i = 0; i < OBJECTS; i++) {
            settings.store().sink().put(BUCKET, "pictures/%06d.png".formatted(i), new byte[0]);
        }
        try (var sandbox = Sandbox.start(settings)) {
            var account = sandbox.account();
            var keys = Credentials.of(account.accessKeyId(), account.accessKeySecret(), REGION);
            var endpoint = OssEndpoint.at(URI.create(sandbox.address()), REGION);
            try (var store = new OssStore(keys, endpoint, Path.of(""))) {
                read(store);
            }
        }
    }

    private void read(OssStore store) throws OssStoreException {
        var listing = store.list(new OssAddress(BUCKET, "pictures/"), true);
        int seen = 0;
        long early = 0;
        long start = System.nanoTime();
        for (var page = listing.page(); !page.isEmpty(); page = listing.page()) {
            seen += page.size();
            if (seen == FIRST) {
                early = alive();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long late = alive();
        add("listing, objects", seen, "", 0);
        add("listing, objects a second", seen / seconds, "/s", 0);
        add("listing, heap after 10,000", early / MEGABYTE, "MB", 0);
        add("listing, heap growth to 100,000", (late - early) / MEGABYTE, "MB", 1);
    }

    private static long alive() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
