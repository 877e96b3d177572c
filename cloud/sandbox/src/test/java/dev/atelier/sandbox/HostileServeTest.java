package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.http.Listen;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of the webui API that mean harm, to `serve` and through the sandbox's gateway: each is
/// answered within ten seconds, a refusal in JSON, and none with a stack trace or a Java exception.
class HostileServeTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final long SEED = 20_261_128;
    private static final int RANDOM_CALLS = 250;
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SMALL = "\"steps\":1,\"width\":16,\"height\":16";

    private static final Pattern TRACE =
            Pattern.compile("\\tat |\\n\\s+at |[a-z]\\.[A-Z]\\w+\\.java|java\\.(lang|util|io)\\.");
    private static final Pattern JAVA =
            Pattern.compile(
                    "NullPointer|ClassCast|OutOfBounds|StackOverflow|OutOfMemoryError\":|NumberFormat"
                            + "|IllegalArgument|IllegalState|Arithmetic|UncheckedIO|NegativeArray");

    private static final List<String> PATHS =
            List.of(
                    "/sdapi/v1/txt2img",
                    "/sdapi/v1/img2img",
                    "/sdapi/v1/png-info",
                    "/sdapi/v1/extra-single-image",
                    "/sdapi/v1/extra-batch-images",
                    "/sdapi/v1/interrogate",
                    "/sdapi/v1/options",
                    "/controlnet/detect");

    /// Names that are also paths, in every field that becomes a file.
    private static final List<String> NAMES =
            List.of(
                    "../../../../etc/passwd",
                    "/etc/passwd",
                    "\\\\\\\\host\\\\share\\\\a",
                    "C:\\\\Windows\\\\win.ini",
                    "file:///etc/passwd",
                    "a\\u0000b",
                    "con",
                    "",
                    " ",
                    ".",
                    "%2e%2e%2fetc");

    private static final List<String> FIELDS =
            List.of(
                    "\"override_settings\":{\"sd_vae\":\"%s\"}",
                    "\"override_settings\":{\"sd_model_checkpoint\":\"%s\"}",
                    "\"override_settings\":{\"samples_format\":\"%s\"}",
                    "\"override_settings\":{\"%s\":1}",
                    "\"script_name\":\"%s\"",
                    "\"styles\":[\"%s\"]",
                    "\"prompt\":\"<lora:%s:1> <hypernet:%s:1>\"",
                    "\"negative_prompt\":\"embedding:%s\"",
                    "\"refiner_checkpoint\":\"%s\",\"refiner_switch_at\":0.5",
                    "\"enable_hr\":true,\"hr_upscaler\":\"%s\",\"hr_checkpoint_name\":\"%s\"",
                    "\"sampler_name\":\"%s\"",
                    "\"scheduler\":\"%s\"",
                    "\"init_images\":[\"%s\"],\"mask\":\"%s\"",
                    "\"image\":\"%s\",\"upscaler_1\":\"%s\"",
                    "\"imageList\":[{\"data\":\"%s\",\"name\":\"%s\"}]",
                    "\"infotext\":\"a\\nSteps: 1, Model: %s, VAE: %s, Size: 8x8\"",
                    "\"alwayson_scripts\":{\"%s\":{\"args\":[]}}",
                    "\"sd_vae\":\"%s\",\"sd_model_checkpoint\":\"%s\"");

    private static List<String> calls() {
        var spaces = " ".repeat(200_000);
        return List.of(
                "{\"enable_hr\":true,\"denoising_strength\":0.5,\"hr_resize_x\":16384,\"hr_resize_y\":16384,"
                        + SMALL
                        + "}",
                "{\"enable_hr\":true,\"hr_scale\":1024,\"denoising_strength\":0.5," + SMALL + "}",
                "{\"enable_hr\":true,\"denoising_strength\":0.5,\"hr_second_pass_steps\":2147483647,"
                        + SMALL
                        + "}",
                "{\"prompt\":\"" + "<lora:".repeat(170_000) + "\"," + SMALL + "}",
                "{\"prompt\":\"" + "<lora:".repeat(10_000) + "\"," + SMALL + "}",
                "{\"prompt\":\"" + "(".repeat(60_000) + "\"," + SMALL + "}",
                "{\"prompt\":\"" + "[a:".repeat(20_000) + "\"," + SMALL + "}",
                "{\"prompt\":\"" + "[".repeat(2_500) + "]".repeat(2_500) + "\"," + SMALL + "}",
                "{\"prompt\":\"a" + " ".repeat(60_000) + "BREAK\"," + SMALL + "}",
                "{\"prompt\":\"a" + " AND ".repeat(12_000) + "b\"," + SMALL + "}",
                "{\"image\":\"" + pngOf("parameters\0" + spaces + "Steps: 1, " + spaces) + "\"}",
                "{\"image\":\""
                        + pngOf("parameters\0a\nSteps: 1, " + "a: \"".repeat(50_000))
                        + "\"}",
                "{\"infotext\":\"" + spaces + "Steps: 20," + spaces + "\"," + SMALL + "}",
                "{\"init_images\":[\"" + "A".repeat(4 << 20) + "\"]}",
                "{\"image\":\"data:image/png;base64," + "=".repeat(1 << 20) + "\"}",
                "{\"image\":\"" + "\\u0000".repeat(100_000) + "\"}",
                "{\"init_images\":[" + "\"\",".repeat(50_000) + "\"\"]}",
                "{\"upscaling_resize\":1e9,\"image\":\"" + pngOf("a\0b") + "\"}",
                "{\"upscaling_resize_w\":1000000,\"upscaling_resize_h\":1000000,\"resize_mode\":1,\"image\":\""
                        + pngOf("a\0b")
                        + "\"}",
                "{\"mask_blur\":1000000000,\"inpaint_full_res_padding\":1000000000,\"mask\":\""
                        + pngOf("a\0b")
                        + "\",\"init_images\":[\""
                        + pngOf("a\0b")
                        + "\"],"
                        + SMALL
                        + "}",
                "{\"steps\":1000000000,\"width\":16,\"height\":16}",
                "{\"batch_size\":100000,\"n_iter\":100000," + SMALL + "}",
                "{\"width\":16384,\"height\":16384,\"steps\":1}",
                "{\"cfg_scale\":1e308,\"denoising_strength\":-1,\"eta\":1e308," + SMALL + "}",
                "{\"seed\":-99999999999999999999,\"subseed_strength\":1e99," + SMALL + "}",
                "{" + "\"a\":{".repeat(100_000),
                "[".repeat(1_000_000),
                "{\"a\":" + "9".repeat(900_000) + "}",
                "{\"steps\":" + "9".repeat(5_000) + "}",
                "{\"\\ud800\":\"\\udfff\"," + SMALL + ",\"prompt\":\"\\ud800\"}",
                "NaN",
                "{\"width\":NaN}",
                "\uFEFF{}",
                "{}{}",
                "\"text\"");
    }

    /// The beginning of a PNG file of one pixel, with a text of its own.
    private static String pngOf(String text) {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
            var plain = out.toByteArray();
            var chunk = text.getBytes(StandardCharsets.ISO_8859_1);
            var crc = new CRC32();
            crc.update("tEXt".getBytes(StandardCharsets.US_ASCII));
            crc.update(chunk);
            var with = ByteBuffer.allocate(plain.length + chunk.length + 12);
            with.put(plain, 0, 33)
                    .putInt(chunk.length)
                    .put("tEXt".getBytes(StandardCharsets.US_ASCII));
            with.put(chunk).putInt((int) crc.getValue()).put(plain, 33, plain.length - 33);
            return Base64.getEncoder().encodeToString(with.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void serveAnswersEveryCallInJson() throws Exception {
        try (var server =
                WebuiServer.start(
                        Listen.loopback(0), Webui.plain(new Painter(), Painter.CATALOGUE))) {
            attack(server.address(), "");
        }
    }

    @Test
    void theSandboxAnswersEveryCallInJson() throws Exception {
        var settings =
                CloudSettings.inMemory(0, new Painter().backend())
                        .withDurations(StateDurations.INSTANT);
        try (var sandbox = Sandbox.start(settings)) {
            var token = sandbox.deploy("sd_one", SandboxConfigs.sync("sd_one"));
            attack(sandbox.address() + "/api/predict/sd_one", token);
        }
    }

    /// What is beyond the limits is refused, not cut down and drawn.
    @Test
    void serveRefusesWhatIsBeyondItsLimits() throws Exception {
        try (var server =
                        WebuiServer.start(
                                Listen.loopback(0), Webui.plain(new Painter(), Painter.CATALOGUE));
                var client = HttpClient.newHttpClient()) {
            for (var call : calls().subList(0, 4)) {
                var uri = server.address() + "/sdapi/v1/txt2img";
                var answer =
                        client.send(
                                request(uri, "", "application/json", call),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(422, answer.statusCode(), answer.body());
            }
        }
    }

    /// Pages of other places, and names that only look like this machine's.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1\r\nOrigin: http://127.evil.example",
                "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1.evil.example",
                "Host: 127.0.0.1\r\nOrigin: http://localhost@evil.example",
                "Host: 127.0.0.1\r\nOrigin: null",
                "Host: 127.0.0.1\r\nReferer: a\r\nOrigin: file://",
                "Host: 127.evil.example",
                "Host: localhost.evil.example:7860",
                "Host: evil.example@127.0.0.1",
                "Host: bucket.oss-cn-hangzhou.aliyuncs.com"
            })
    void serveKeepsForeignPagesOut(String who) throws Exception {
        var painter = new Painter();
        try (var server =
                        WebuiServer.start(
                                Listen.loopback(0), Webui.plain(painter, Painter.CATALOGUE));
                var socket = new Socket(LOOPBACK, server.port())) {
            socket.setSoTimeout((int) MOST.toMillis());
            var body = "{" + SMALL + "}";
            var request =
                    "POST /sdapi/v1/txt2img HTTP/1.1\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                            .formatted(who, body.length(), body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.matches("(?s)HTTP/1.1 40[03] .*"), answer);
            assertEquals(List.of(), painter.asked);
        }
    }

    private static void attack(String base, String token) throws Exception {
        var wrong = new ArrayList<String>();
        try (var client = HttpClient.newHttpClient()) {
            for (var call : calls()) {
                for (var path : PATHS.subList(0, 4)) {
                    wrong.addAll(answered(client, base + path, token, call, "application/json"));
                }
            }
            var random = new Random(SEED);
            for (int i = 0; i < RANDOM_CALLS; i++) {
                var type =
                        pick(
                                List.of(
                                        "application/json",
                                        "application/json",
                                        "application/json",
                                        "text/plain",
                                        "multipart/form-data; boundary=x",
                                        "application/json;charset=utf-99",
                                        ";"),
                                random);
                wrong.addAll(
                        answered(client, base + pick(PATHS, random), token, body(random), type));
            }
            var alive =
                    client.send(
                            request(
                                    base + "/sdapi/v1/txt2img",
                                    token,
                                    "application/json",
                                    "{" + SMALL + "}"),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, alive.statusCode(), alive.body());
        }
        assertEquals(List.of(), wrong);
    }

    /// Small pictures with some hostile fields; sometimes cut or with a byte changed.
    private static String body(Random random) {
        var fields = new ArrayList<String>();
        fields.add(SMALL);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            fields.add(pick(FIELDS, random).replace("%s", pick(NAMES, random)));
        }
        var text = "{" + String.join(",", fields) + "}";
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> {
                int at = random.nextInt(text.length());
                yield text.substring(0, at) + (char) random.nextInt(128) + text.substring(at + 1);
            }
            default -> text;
        };
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static HttpRequest request(String uri, String token, String type, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(MOST).header("Content-Type", type);
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    /// What is wrong with the answer to a call; nothing when it is right.
    private static List<String> answered(
            HttpClient client, String uri, String token, String body, String type)
            throws InterruptedException {
        var shown =
                uri.substring(uri.lastIndexOf('/'))
                        + " "
                        + type
                        + " "
                        + body.substring(0, Math.min(160, body.length()));
        HttpResponse<String> answer;
        try {
            answer =
                    client.send(
                            request(uri, token, type, body), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return List.of(shown + ": " + e);
        }
        var text = answer.body();
        var start = text.substring(0, Math.min(300, text.length()));
        if (TRACE.matcher(text).find() || JAVA.matcher(text).find() || text.contains("root:")) {
            return List.of(shown + ": " + answer.statusCode() + " " + start);
        }
        if (answer.statusCode() == 413 && uri.contains("/api/predict/")) {
            // The gateway in front of services speaks plain text, as the vendor's does.
            return List.of();
        }
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return List.of(shown + ": no JSON, " + answer.statusCode() + " " + start);
        }
        return List.of();
    }
}
