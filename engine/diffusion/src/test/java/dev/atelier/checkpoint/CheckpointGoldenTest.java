package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is read off the reference checkpoints against the configurations they were made from.
class CheckpointGoldenTest {
    @TestFactory
    Stream<DynamicTest> rebuildsTheFileByteForByte() {
        return checkpoints((name, recipe) -> {
            var sha256 = FileHash.sha256(GoldenCheckpoints.file(name), new Cancellation());
            assertEquals(recipe.get("file_sha256").asText(), sha256);
        });
    }

    @TestFactory
    Stream<DynamicTest> accountsForEveryKey() {
        return opened((checkpoint, recipe) -> {
            var keyReport = checkpoint.keyReport();
            assertTrue(keyReport.complete(), keyReport::toString);
            assertEquals(List.of(), keyReport.unused());
            int needed = TensorLayout.of(checkpoint.config()).size();
            int all = recipe.get("tensor_order").size();
            assertEquals(all, needed + keyReport.harmless());
        });
    }

    @TestFactory
    Stream<DynamicTest> infersTheUnet() {
        return opened((checkpoint, recipe) -> {
            var params = recipe.at("/config/model/params");
            var net =
                    params.has("unet_config")
                            ? params.at("/unet_config/params")
                            : params.at("/network_config/params");
            checkUnet(net, checkpoint.config().unet());
        });
    }

    private static void checkUnet(JsonNode net, UnetConfig unet) {
        assertEquals(net.get("in_channels").asInt(), unet.inChannels());
        assertEquals(net.get("out_channels").asInt(), unet.outChannels());
        assertEquals(net.get("model_channels").asInt(), unet.channels());
        assertEquals(integers(net.get("channel_mult")), unet.multipliers());
        assertEquals(net.get("num_res_blocks").asInt(), unet.resBlocks());
        assertEquals(net.get("context_dim").asInt(), unet.contextWidth());
        assertEquals(net.path("adm_in_channels").asInt(0), unet.admChannels());
        assertEquals(
                net.path("use_linear_in_transformer").asBoolean(false), unet.linearProjections());
        assertEquals(net.path("num_heads").asInt(0), unet.heads());
        assertEquals(net.path("num_head_channels").asInt(0), unet.headChannels());
        assertEquals(depths(net), unet.depths());
        assertEquals(
                net.get("transformer_depth").isArray()
                        ? integers(net.get("transformer_depth")).getLast()
                        : net.get("transformer_depth").asInt(),
                unet.middleDepth());
    }

    /// LDM has attention where the size of the latent is divided by one of `attention_resolutions`.
    private static List<Integer> depths(JsonNode net) {
        var where = integers(net.get("attention_resolutions"));
        var depth = net.get("transformer_depth");
        return IntStream.range(0, net.get("channel_mult").size())
                .map(level ->
                        !where.contains(1 << level)
                                ? 0
                                : depth.isArray() ? depth.get(level).asInt() : depth.asInt())
                .boxed()
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> infersTheAutoencoder() {
        return opened((checkpoint, recipe) -> {
            var params = recipe.at("/config/model/params");
            var net = params.at("/first_stage_config/params/ddconfig");
            var vae = checkpoint.config().vae();
            assertEquals(net.get("ch").asInt(), vae.channels());
            assertEquals(integers(net.get("ch_mult")), vae.multipliers());
            assertEquals(net.get("num_res_blocks").asInt(), vae.resBlocks());
            assertEquals(net.get("z_channels").asInt(), vae.latentChannels());
            assertEquals(net.path("norm_num_groups").asInt(32), vae.groups());
            assertEquals(params.get("scale_factor").asDouble(), vae.latents().scale());
        });
    }

    @TestFactory
    Stream<DynamicTest> infersTheTextModels() {
        return opened((checkpoint, recipe) -> {
            var text = recipe.get("text_encoder");
            var texts = checkpoint.config().texts();
            if (text.has("l")) {
                assertEquals(2, texts.size());
                checkText(text.get("l"), texts.getFirst());
                checkText(text.get("g"), texts.getLast());
                assertEquals(text.get("g_embed_dim").asInt(), texts.getLast().projection());
            } else {
                assertEquals(1, texts.size());
                checkText(text, texts.getFirst());
            }
        });
    }

    private static void checkText(JsonNode net, TextConfig text) {
        boolean openClip = net.has("context_length");
        int width = net.get(openClip ? "width" : "hidden_size").asInt();
        assertEquals(width, text.width());
        assertEquals(net.get(openClip ? "layers" : "num_hidden_layers").asInt(), text.layers());
        assertEquals(net.get(openClip ? "heads" : "num_attention_heads").asInt(), text.heads());
        assertEquals(net.path("intermediate_size").asInt(4 * width), text.inner());
        assertEquals(net.get("vocab_size").asInt(), text.vocabulary());
        assertEquals(
                net.get(openClip ? "context_length" : "max_position_embeddings").asInt(),
                text.positions());
        assertEquals(net.path("hidden_act").asText("gelu").equals("quick_gelu"), text.quickGelu());
        assertEquals(net.path("layer_norm_eps").asDouble(1e-5), text.epsilon());
    }

    @TestFactory
    Stream<DynamicTest> infersTheTraining() {
        return opened((checkpoint, recipe) -> {
            var params = recipe.at("/config/model/params");
            var training = checkpoint.config().training();
            boolean v = params.path("parameterization").asText("eps").equals("v");
            assertEquals(v ? Prediction.V : Prediction.EPSILON, training.prediction());
            assertEquals(params.path("timesteps").asInt(1000), checkpoint.alphasCumprod().length);
        });
    }

    private interface Check<T> {
        void run(T subject, JsonNode recipe) throws IOException;
    }

    private static Stream<DynamicTest> opened(Check<Checkpoint> check) {
        return checkpoints((name, recipe) -> {
            try (var checkpoint = Checkpoint.open(GoldenCheckpoints.file(name))) {
                check.run(checkpoint, recipe);
            }
        });
    }

    /// One test for every checkpoint that the reference data list.
    private static Stream<DynamicTest> checkpoints(Check<String> check) {
        Golden.need("nets/checkpoints.json");
        return Golden.json("nets/checkpoints.json")
                .orElseThrow()
                .propertyStream()
                .map(entry -> {
                    var name = entry.getKey();
                    return DynamicTest.dynamicTest(
                            name,
                            () -> {
                                Golden.need("nets/" + name + ".recipe.json");
                                var recipe = Golden.json("nets/" + name + ".recipe.json");
                                check.run(name, recipe.orElseThrow());
                            });
                });
    }

    private static List<Integer> integers(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }
}
