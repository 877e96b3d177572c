package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Mode;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The requests that other people's programs send, field by field.
class WebuiClientsTest {
    private final Painter painter = new Painter();
    private WebuiServer server;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        server = WebuiServer.start(Listen.loopback(0), Webui.plain(painter, Painter.CATALOGUE));
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// `WebUIApi.txt2img` with the library's defaults.
    @Test
    void sdwebuiapiDraws() throws IOException {
        var answer =
                web.post(
                        "/sdapi/v1/txt2img",
                        """
                        {"enable_hr":false,"hr_scale":2,"hr_upscaler":"Latent",
                         "hr_second_pass_steps":0,"hr_resize_x":0,"hr_resize_y":0,
                         "denoising_strength":0.7,"firstphase_width":0,"firstphase_height":0,
                         "prompt":"a boat","styles":[],"seed":-1,"subseed":-1,
                         "subseed_strength":0.0,"seed_resize_from_h":0,"seed_resize_from_w":0,
                         "batch_size":1,"n_iter":1,"steps":2,"cfg_scale":7.0,"width":64,
                         "height":64,"restore_faces":false,"tiling":false,
                         "do_not_save_samples":false,"do_not_save_grid":false,
                         "negative_prompt":"","eta":1.0,"s_churn":0,"s_tmax":0,"s_tmin":0,
                         "s_noise":1,"override_settings":{},
                         "override_settings_restore_afterwards":true,"sampler_name":"Euler a",
                         "scheduler":"automatic","sampler_index":"Euler a","script_name":null,
                         "script_args":[],"send_images":true,"save_images":false,
                         "alwayson_scripts":{}}
                        """);

        assertEquals(200, answer.status(), answer.text());
        assertEquals(1, answer.json().path("images").size());
        assertTrue(answer.json().path("parameters").isObject());
        var info = Json.MAPPER.readTree(answer.json().path("info").asText());
        assertEquals("Euler a", info.path("sampler_name").asText());
        var sampling = painter.asked.getLast().sampling();
        assertEquals("Automatic", sampling.schedule().label());
        assertEquals(0, sampling.tuning().stochastic().churnMax(), "no limit");
    }

    @Test
    void sdwebuiapiDrawsFromAPicture() throws IOException {
        var picture =
                web.post("/sdapi/v1/txt2img", "{\"steps\":1,\"width\":16,\"height\":16}")
                        .json()
                        .at("/images/0")
                        .asText();
        var call = Json.object().put("resize_mode", 0).put("denoising_strength", 0.75);
        call.putArray("init_images").add("data:image/png;base64," + picture);
        call.put("mask", "data:image/png;base64," + picture);
        call.put("mask_blur", 4).put("inpainting_fill", 0).put("inpaint_full_res", true);
        call.put("inpaint_full_res_padding", 0).put("inpainting_mask_invert", 0);
        call.put("initial_noise_multiplier", 1).put("image_cfg_scale", 1.5).put("steps", 2);
        call.put("width", 16).put("height", 16).put("include_init_images", false);

        var answer = web.post("/sdapi/v1/img2img", Json.text(call));

        assertEquals(200, answer.status(), answer.text());
        assertTrue(painter.asked.getLast().mode() instanceof Mode.Inpaint);
    }

    /// `generateAutoImage` of its extension, and what its server asks before.
    @Test
    void sillyTavernDraws() throws IOException {
        for (var path :
                new String[] {
                    "options",
                    "samplers",
                    "schedulers",
                    "sd-models",
                    "sd-vae",
                    "upscalers",
                    "latent-upscale-modes",
                    "progress"
                }) {
            assertEquals(200, web.get("/sdapi/v1/" + path).status(), path);
        }
        var answer =
                web.post(
                        "/sdapi/v1/txt2img",
                        """
                        {"url":"http://localhost:7860","auth":"","prompt":"a boat",
                         "negative_prompt":"fog","sampler_name":"DPM++ 2M Karras",
                         "scheduler":"karras","steps":2,"cfg_scale":7,"width":64,"height":64,
                         "restore_faces":false,"enable_hr":true,"hr_upscaler":"Lanczos",
                         "hr_scale":1.5,"denoising_strength":0.7,"hr_second_pass_steps":1,
                         "override_settings":{"CLIP_stop_at_last_layers":2},
                         "override_settings_restore_afterwards":true,"clip_skip":2,
                         "save_images":true,"send_images":true,"do_not_save_grid":false,
                         "do_not_save_samples":false}
                        """);

        assertEquals(200, answer.status(), answer.text());
        var recipe = painter.asked.getLast();
        assertEquals("Karras", recipe.sampling().schedule().label());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals("Lanczos", recipe.hires().orElseThrow().upscaler());
    }

    /// `set_image_model` of its `routers/images.py` posts all options that it got, with another
    /// checkpoint; `image_generations` then sends what the administrator has set.
    @Test
    void openWebUiDraws() throws IOException {
        var options = (ObjectNode) web.get("/sdapi/v1/options").json();
        assertEquals(
                "plain.safetensors [0123456789]", options.path("sd_model_checkpoint").asText());
        var title = web.get("/sdapi/v1/sd-models").json().at("/1/title").asText();
        assertEquals("other", web.get("/sdapi/v1/sd-models").json().at("/1/model_name").asText());
        var set = options.put("sd_model_checkpoint", title);
        var kept = web.post("/sdapi/v1/options", Json.text(set));
        assertEquals(200, kept.status(), kept.text());

        var answer =
                web.post(
                        "/sdapi/v1/txt2img",
                        """
                        {"prompt":"a boat","batch_size":2,"width":64,"height":64,"steps":2,
                         "negative_prompt":"fog","cfg_scale":5.5,"sampler_name":"Euler a",
                         "scheduler":"karras"}
                        """);

        assertEquals(2, answer.json().path("images").size(), answer.text());
        assertTrue(answer.json().path("info").isTextual());
        var recipe = painter.asked.getLast();
        assertEquals("other", recipe.model().orElseThrow().name());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(5.5, recipe.sampling().cfgScale());
        assertEquals("Euler a", recipe.sampling().sampler().label());
        assertEquals("Karras", recipe.sampling().schedule().label());
    }

    /// Without a password its `authorization` header is there and empty.
    @Test
    void openWebUiAsksWithAnEmptyHeader() throws Exception {
        var call =
                HttpRequest.newBuilder(URI.create(server.address() + "/sdapi/v1/options"))
                        .header("authorization", "")
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals(200, client.send(call, BodyHandlers.ofString()).statusCode());
        }
    }

    /// `@stable-canvas/sd-webui-a1111-client`: what its `ServiceApi` and `ControlNetApi` list, its
    /// first example, and the poll beside it.
    @Test
    void stableCanvasDraws() throws IOException {
        for (var path :
                new String[] {
                    "/sdapi/v1/sd-models",
                    "/sdapi/v1/samplers",
                    "/sdapi/v1/embeddings",
                    "/sdapi/v1/extensions",
                    "/internal/ping",
                    "/sdapi/v1/progress?skip_current_image=true",
                    "/controlnet/model_list",
                    "/controlnet/module_list",
                    "/controlnet/version",
                    "/controlnet/control_types"
                }) {
            assertEquals(200, web.get(path).status(), path);
        }
        var answer =
                web.post(
                        "/sdapi/v1/txt2img",
                        """
                        {"prompt":"a boat","negative_prompt":"fog",
                         "sampler_name":"DPM++ SDE Karras","width":64,"height":96,"steps":2}
                        """);

        assertEquals(200, answer.status(), answer.text());
        assertEquals(1, answer.json().path("images").size());
        assertEquals("a boat", answer.json().at("/parameters/prompt").asText());
        var sampling = painter.asked.getLast().sampling();
        assertEquals("DPM++ SDE", sampling.sampler().label());
        assertEquals("Karras", sampling.schedule().label());
    }

    @Test
    void refusesWhatItWouldHaveToLeaveOut() throws IOException {
        var answer =
                web.post(
                        "/sdapi/v1/txt2img",
                        "{\"steps\":1,\"width\":8,\"height\":8,\"restore_faces\":true}");

        assertEquals(422, answer.status());
        assertTrue(answer.json().path("detail").asText().startsWith("restore_faces"));
    }
}
