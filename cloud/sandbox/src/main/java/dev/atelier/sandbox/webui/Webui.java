package dev.atelier.sandbox.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.atelier.recipe.Generator;
import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Json;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.http.Responder;
import dev.atelier.sandbox.webui.request.ApiException;
import dev.atelier.sandbox.webui.request.Catalogue;
import dev.atelier.sandbox.webui.request.RecipeReader;
import dev.atelier.sandbox.webui.request.ScratchFiles;
import dev.atelier.sandbox.webui.request.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One running webui: answers `/sdapi/v1` and `/controlnet`.
public final class Webui implements Responder {
    private static final String SD = "/sdapi/v1/";

    private final Map<String, Map<String, Responder>> routes = new HashMap<>();

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

    private Webui(Generator generator, Catalogue catalogue, Optional<OnEas> eas) {
        var settings = new Settings(catalogue.checkpoints().getFirst());
        var links = eas.map(OnEas::links).orElse(ScratchFiles.Links.NONE);
        var desk = new Desk(generator, eas.map(OnEas::slowness).orElse(() -> Duration.ZERO));
        var reader = new RecipeReader(catalogue, settings, eas.isPresent(), new SecureRandom());
        var saved = eas.map(e -> new SavedPictures(e.outputs(), e.clock()));
        var generation = new Generation(desk, reader, links, saved);
        post(SD + "txt2img", generation::txt2img);
        post(SD + "img2img", generation::img2img);
        running(desk);
        lists(catalogue);
        var options = new Options(catalogue, settings);
        get(SD + "options", options::get);
        post(SD + "options", options::set);
        pictures(links);
        emptyLists();
        actions();
        controlNet(new ControlNet(catalogue));
    }

    /// As AUTOMATIC1111 itself answers.
    public static Webui plain(Generator generator, Catalogue catalogue) {
        return new Webui(generator, catalogue, Optional.empty());
    }

    /// As its image on PAI-EAS answers.
    public static Webui onEas(Generator generator, Catalogue catalogue, OnEas eas) {
        return new Webui(generator, catalogue, Optional.of(eas));
    }

    private void running(Desk desk) {
        on(
                "GET",
                SD + "progress",
                incoming -> {
                    var skip = incoming.query().first("skip_current_image").orElse("false");
                    boolean without = skip.equalsIgnoreCase("true") || skip.equals("1");
                    return Reply.json(200, desk.progress(!without));
                });
        post(
                SD + "interrupt",
                _ -> {
                    desk.interrupt();
                    return Reply.json(200, Json.object());
                });
        post(
                SD + "skip",
                _ -> {
                    desk.skip();
                    return Reply.json(200, NullNode.getInstance());
                });
    }

    private void lists(Catalogue catalogue) {
        get(SD + "samplers", Lists::samplers);
        get(SD + "schedulers", Lists::schedulers);
        get(SD + "upscalers", Lists::upscalers);
        get(SD + "latent-upscale-modes", Lists::latentUpscalers);
        get(SD + "sd-models", () -> Lists.models(catalogue));
        get(SD + "sd-vae", () -> Lists.vaes(catalogue));
        get(SD + "loras", () -> Lists.loras(catalogue));
        get(SD + "embeddings", () -> Lists.embeddings(catalogue));
        get(SD + "memory", Lists::memory);
        get(SD + "cmd-flags", () -> Json.object().put("api", true).put("listen", true));
        get(SD + "scripts", Webui::scripts);
    }

    private static JsonNode scripts() {
        var answer = Json.object();
        answer.putArray("txt2img");
        answer.putArray("img2img");
        return answer;
    }

    private void pictures(ScratchFiles.Links links) {
        var extras = new Extras(links);
        post(SD + "extra-single-image", extras::single);
        post(SD + "extra-batch-images", extras::batch);
        post(SD + "png-info", incoming -> PngInfo.answer(incoming, links));
        post(
                SD + "interrogate",
                _ -> {
                    throw ApiException.http(404, "Model not found");
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
                    "script-info",
                    "extensions"
                }) {
            get(SD + name, Json::array);
        }
    }

    /// What there is does not change, so looking again finds the same.
    private void actions() {
        for (var name :
                new String[] {
                    "refresh-checkpoints", "refresh-vae", "refresh-loras", "refresh-embeddings"
                }) {
            post(SD + name, _ -> Reply.json(200, NullNode.getInstance()));
        }
    }

    private void controlNet(ControlNet control) {
        get("/controlnet/version", ControlNet::version);
        get("/controlnet/model_list", control::models);
        get("/controlnet/module_list", ControlNet::modules);
        get("/controlnet/control_types", control::types);
        get("/controlnet/settings", ControlNet::settings);
        post("/controlnet/detect", ControlNet::detect);
    }

    private void get(String path, Supplier<JsonNode> answer) {
        on("GET", path, _ -> Reply.json(200, answer.get()));
    }

    private void post(String path, Responder responder) {
        on("POST", path, responder);
    }

    private void on(String method, String path, Responder responder) {
        routes.computeIfAbsent(path, _ -> new HashMap<>()).put(method, responder);
    }

    /// Whether a path is one of the API's.
    public static boolean knows(String path) {
        return path.startsWith(SD) || path.startsWith("/controlnet/");
    }

    @Override
    public Reply answer(Incoming incoming) {
        long begin = System.nanoTime();
        var reply = reply(incoming);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return reply.with("X-Process-Time", String.format(Locale.ROOT, "%.4f", seconds));
    }

    private Reply reply(Incoming incoming) {
        var methods = routes.get(incoming.rawPath());
        if (methods == null) {
            return Reply.json(404, Json.object().put("detail", "Not Found"));
        }
        var responder = methods.get(incoming.method());
        if (responder == null) {
            return Reply.json(405, Json.object().put("detail", "Method Not Allowed"))
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        try {
            return responder.answer(incoming);
        } catch (ApiException e) {
            return e.reply();
        }
    }
}
