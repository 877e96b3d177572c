package dev.atelier.webui;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.atelier.http.BadRequestException;
import dev.atelier.http.Endpoint;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.recipe.Generator;
import dev.atelier.webui.request.AlwaysOnScript;
import dev.atelier.webui.request.ApiException;
import dev.atelier.webui.request.Catalogue;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.RecipeReader;
import dev.atelier.webui.request.ScratchFiles;
import dev.atelier.webui.request.WebuiError;
import dev.atelier.webui.request.WebuiOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running webui: answers `/sdapi/v1` and `/controlnet`. Closing drops what it draws, and
/// blocks until it draws no more; the generator stays the caller's.
public final class Webui implements Responder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webui.class);
    private static final String SD = "/sdapi/v1/";
    private static final String CONTROL = "/controlnet/";
    private static final String A1111 =
            "https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/v1.10.1/modules/api/api.py";

    /// What its own page calls beside the API.
    private static final String A1111_PAGE =
            "https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/v1.10.1/modules/ui.py";

    private static final String PROGRESS_PY =
            "https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/v1.10.1/modules/progress.py";

    /// What its server adds to each API.
    private static final String FAST_API = "https://fastapi.tiangolo.com/tutorial/first-steps/";

    private static final String EXTENSION =
            "https://github.com/Mikubill/sd-webui-controlnet/wiki/API";

    // Programs whose calls the tests replay, and plain requests of the tests.
    private static final String SDWEBUIAPI = "sdwebuiapi";
    private static final String SILLY_TAVERN = "SillyTavern";
    private static final String TESTS = Endpoint.PLAIN;

    private final WebuiRoutes routes = new WebuiRoutes();
    private final GenerationQueue queue;
    private final boolean onEas;

    /// What only PAI-EAS has.
    ///
    /// @param outputs where `save_dir` leads
    /// @param links where `image_link` leads
    /// @param slowness how long changing the checkpoint takes
    public record OnEas(
            Outputs outputs,
            ScratchFiles.Links links,
            Supplier<Duration> slowness,
            InstantSource clock) {}

    private Webui(
            Generator generator,
            CachedCatalogue stock,
            Optional<OnEas> eas,
            Optional<OutputFolder> folder) {
        onEas = eas.isPresent();
        var settings = new WebuiOptions(stock.get().checkpoints().getFirst());
        var links = eas.map(OnEas::links).orElse(ScratchFiles.Links.NONE);
        queue =
                new GenerationQueue(
                        generator, eas.map(OnEas::slowness).orElse(() -> Duration.ZERO));
        var reader = new RecipeReader(stock, settings, onEas, new SecureRandom());
        var saved = eas.map(e -> new SavedPictures(e.outputs(), e.clock()));
        var generation = new Generation(queue, reader, settings, links, saved, folder);
        routes.post(sd("txt2img", SDWEBUIAPI), FieldTable.TXT2IMG, generation::txt2img);
        routes.post(sd("img2img", SDWEBUIAPI), FieldTable.IMG2IMG, generation::img2img);
        // As the first versions of the ControlNet extension had it.
        routes.post(
                control("txt2img", SDWEBUIAPI), FieldTable.TXT2IMG, generation::controlledTxt2img);
        routes.post(
                control("img2img", SDWEBUIAPI), FieldTable.IMG2IMG, generation::controlledImg2img);
        running(settings);
        lists(stock);
        var options = new Options(stock, settings, folder.isPresent());
        routes.get(sd("options", SILLY_TAVERN), options::get);
        routes.post(sd("options", SILLY_TAVERN), FieldTable.ANY, options::set);
        pictures(links, settings);
        emptyLists();
        actions(stock);
        controlNet(new ControlNetCalls(stock, queue, onEas));
        pages();
        tasks();
    }

    /// As AUTOMATIC1111 itself answers.
    public static Webui plain(Generator generator, Catalogue catalogue) {
        return plain(generator, () -> catalogue);
    }

    /// The same, where what there is to choose from may change.
    ///
    /// @param source looks for it; asked at once and at each call that refreshes a list
    public static Webui plain(Generator generator, Supplier<Catalogue> source) {
        return new Webui(
                generator, new CachedCatalogue(source), Optional.empty(), Optional.empty());
    }

    /// The same, where calls with `save_images` save pictures.
    ///
    /// @param folder where
    public static Webui plain(
            Generator generator, Supplier<Catalogue> source, OutputFolder folder) {
        return new Webui(
                generator, new CachedCatalogue(source), Optional.empty(), Optional.of(folder));
    }

    /// As its image on PAI-EAS answers.
    ///
    /// @param source looks for what there is to choose from, as for [#plain]
    public static Webui onEas(Generator generator, Supplier<Catalogue> source, OnEas eas) {
        return new Webui(
                generator, new CachedCatalogue(source), Optional.of(eas), Optional.empty());
    }

    /// A call of A1111's API.
    private static Endpoint sd(String name, String program) {
        return endpoint(SD + name, A1111, program);
    }

    /// A call of the ControlNet extension's API.
    private static Endpoint control(String name, String program) {
        return endpoint(CONTROL + name, EXTENSION, program);
    }

    private static Endpoint endpoint(String path, String link, String program) {
        return new Endpoint(path, link, program);
    }

    /// A call that is answered.
    ///
    /// @param endpoint by its path
    public record Operation(String method, Endpoint endpoint) {}

    /// All calls that are answered.
    public List<Operation> operations() {
        return routes.all().stream()
                .map(route -> new Operation(route.method(), route.endpoint()))
                .toList();
    }

    private void running(WebuiOptions settings) {
        routes.on(
                "GET",
                sd("progress", SILLY_TAVERN),
                incoming -> {
                    var skip = incoming.query().first("skip_current_image").orElse("false");
                    boolean without = skip.equalsIgnoreCase("true") || skip.equals("1");
                    return Reply.json(200, queue.progress(!without, settings.format()));
                });
        routes.post(
                sd("interrupt", TESTS),
                () -> {
                    queue.interrupt();
                    return Json.object();
                });
        routes.post(
                sd("skip", TESTS),
                () -> {
                    queue.skip();
                    return NullNode.getInstance();
                });
    }

    private void lists(CachedCatalogue stock) {
        routes.get(sd("samplers", SILLY_TAVERN), Lists::samplers);
        routes.get(sd("schedulers", SILLY_TAVERN), Lists::schedulers);
        routes.get(sd("upscalers", SILLY_TAVERN), Lists::upscalers);
        routes.get(sd("latent-upscale-modes", SILLY_TAVERN), Lists::latentUpscalers);
        routes.get(sd("sd-models", SILLY_TAVERN), () -> Lists.models(stock.get()));
        routes.get(sd("sd-vae", SILLY_TAVERN), () -> Lists.vaes(stock.get()));
        routes.get(sd("loras", TESTS), () -> Lists.loras(stock.get()));
        routes.get(sd("embeddings", TESTS), () -> Lists.embeddings(stock.get()));
        routes.get(sd("memory", TESTS), Lists::memory);
        routes.get(
                sd("cmd-flags", TESTS), () -> Json.object().put("api", true).put("listen", true));
        routes.get(sd("scripts", TESTS), AlwaysOnScript::list);
        routes.get(sd("script-info", TESTS), AlwaysOnScript::info);
    }

    private void pictures(ScratchFiles.Links links, WebuiOptions settings) {
        var extras = new Extras(queue, links, settings);
        routes.post(sd("extra-single-image", TESTS), FieldTable.EXTRAS, extras::single);
        routes.post(sd("extra-batch-images", TESTS), FieldTable.EXTRAS_BATCH, extras::batch);
        routes.post(
                sd("png-info", TESTS), FieldTable.PNG_INFO, call -> PngInfo.answer(call, links));
        routes.post(
                sd("interrogate", TESTS),
                FieldTable.ANY,
                _ -> {
                    throw WebuiError.MODEL_NOT_FOUND.exception();
                });
    }

    /// There is none of these.
    private void emptyLists() {
        for (var name :
                new String[] {
                    "hypernetworks",
                    "face-restorers",
                    "realesrgan-models",
                    "prompt-styles",
                    "extensions"
                }) {
            routes.get(sd(name, TESTS), Json::array);
        }
    }

    /// The checkpoint stays in memory, so that unloading it and loading it again change nothing
    /// that a client sees.
    private void actions(CachedCatalogue stock) {
        for (var name :
                new String[] {
                    "refresh-checkpoints", "refresh-vae", "refresh-loras", "refresh-embeddings"
                }) {
            routes.post(
                    sd(name, TESTS),
                    () -> {
                        stock.refresh();
                        return NullNode.getInstance();
                    });
        }
        routes.post(sd("unload-checkpoint", TESTS), Json::object);
        routes.post(sd("reload-checkpoint", TESTS), Json::object);
    }

    private void controlNet(ControlNetCalls control) {
        routes.get(control("version", TESTS), ControlNetCalls::version);
        routes.on("GET", control("model_list", SDWEBUIAPI), control::models);
        routes.on("GET", control("module_list", SDWEBUIAPI), control::modules);
        routes.get(control("control_types", SDWEBUIAPI), control::types);
        routes.get(control("settings", SDWEBUIAPI), control::settings);
        routes.post(control("detect", SDWEBUIAPI), FieldTable.ANY, control::detect);
    }

    private void pages() {
        routes.get(endpoint("/internal/ping", A1111_PAGE, TESTS), Json::object);
        routes.get(
                endpoint("/internal/sysinfo", A1111_PAGE, TESTS),
                () -> Json.object().put("Version", Pictures.VERSION));
        routes.get(
                endpoint("/openapi.json", FAST_API, TESTS), () -> OpenApiDocument.document(routes));
        routes.on("GET", endpoint("/docs", FAST_API, TESTS), _ -> OpenApiDocument.page(routes));
    }

    /// What the page itself asks of a task that it has begun.
    private void tasks() {
        routes.post(
                endpoint("/internal/progress", PROGRESS_PY, TESTS),
                FieldTable.TASK,
                incoming -> {
                    var fields = FieldTable.TASK.read(incoming.body());
                    var answer =
                            queue.progress(
                                    fields.text("id_task").orElse(""),
                                    fields.number("id_live_preview", -1),
                                    fields.on("live_preview"));
                    return Reply.json(200, answer);
                });
        routes.get(endpoint("/internal/pending-tasks", PROGRESS_PY, TESTS), queue::waiting);
    }

    /// Whether a path is one of the API's.
    public static boolean knows(String path) {
        return path.startsWith(SD)
                || path.startsWith(CONTROL)
                || path.startsWith("/internal/")
                || path.equals("/openapi.json")
                || path.equals("/docs");
    }

    @Override
    public Reply answer(Incoming incoming) {
        long begin = System.nanoTime();
        var reply = reply(incoming);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return reply.with("X-Process-Time", String.format(Locale.ROOT, "%.4f", seconds));
    }

    private Reply reply(Incoming incoming) {
        try {
            requireJson(incoming);
            return routes.answer(incoming);
        } catch (ApiException e) {
            return e.reply();
        } catch (BadRequestException e) {
            return WebuiError.BAD_REQUEST.with(String.valueOf(e.getMessage())).reply();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("{} {} failed", incoming.method(), incoming.rawPath(), e);
            return ApiException.unexpected(e).reply();
        }
    }

    /// A body of another type is what forms of web pages can send. Services are called with a
    /// secret, and there the vendor's clients name other types.
    private void requireJson(Incoming incoming) {
        var type = incoming.header("content-type");
        if (incoming.body().length > 0 && !onEas && type.filter(Webui::isJson).isEmpty()) {
            throw ApiException.notJson();
        }
    }

    private static boolean isJson(String type) {
        var plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/json")
                || (plain.startsWith("application/") && plain.endsWith("+json"));
    }

    @Override
    public void close() {
        queue.close();
    }
}
