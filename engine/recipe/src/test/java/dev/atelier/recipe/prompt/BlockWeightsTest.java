package dev.atelier.recipe.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the blocks that sd-webui-lora-block-weight names (`BLOCKID12` to `BLOCKID26`, `BLOCKS`,
/// `to26`) and its presets.
class BlockWeightsTest {
    private static final String UNET = "model.diffusion_model.";
    private static final Map<String, Double> XL =
            Map.of(
                    "base", 0.1, "IN04", 0.2, "IN05", 0.3, "IN07", 0.4, "IN08", 0.5, "M00", 0.6,
                    "OUT00", 0.7, "OUT05", 1.2);

    @ParameterizedTest
    @CsvSource({
        "OUTD, output_blocks.3.1.proj_in.weight, 1",
        "OUTD, output_blocks.6.1.proj_in.weight, 1",
        "OUTD, output_blocks.7.1.proj_in.weight, 0",
        "OUTD, input_blocks.1.1.proj_in.weight, 0",
        "OUTD, middle_block.1.proj_in.weight, 0",
        "MIDD, middle_block.1.proj_in.weight, 1",
        "MIDD, input_blocks.4.1.proj_in.weight, 0",
        "MIDD, input_blocks.5.1.proj_in.weight, 1",
        "INS, input_blocks.4.1.proj_in.weight, 1",
        "INS, input_blocks.5.1.proj_in.weight, 0",
        "ALL0.5, output_blocks.11.1.proj_in.weight, 0.5",
        "NONE, time_embed.0.weight, 1",
        "NONE, out.2.weight, 1",
        "NONE, output_blocks.12.1.proj_in.weight, 1",
        "NONE, input_blocks.123456789012.0.weight, 1",
        "ALL, input_blocks.0.0.weight, 0",
        "ALL, input_blocks.3.0.op.weight, 0"
    })
    void presetsAreTheExtensions(String preset, String layer, double expected) {
        var weights = BlockWeights.of(preset).orElseThrow();

        assertEquals(expected, weights.of(UNET + layer, false));
    }

    @Test
    void twelveNumbersAreTheAttentionsOfSdxl() {
        var weights =
                BlockWeights.of("0.1, 0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0,1.1,1.2").orElseThrow();

        XL.forEach((block, weight) -> assertEquals(weight, of(weights, block), block));
        assertEquals(0, of(weights, "IN01"));
        assertEquals(0, of(weights, "OUT06"));
    }

    @Test
    void twentyAndTwentySixAreAllBlocks() {
        var twenty = BlockWeights.of("0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19");
        assertEquals(9, of(twenty.orElseThrow(), "IN08"));
        assertEquals(10, of(twenty.orElseThrow(), "M00"));
        assertEquals(19, of(twenty.orElseThrow(), "OUT08"));
        var all = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25";
        assertEquals(12, of(BlockWeights.of(all).orElseThrow(), "IN11"));
        assertEquals(14, of(BlockWeights.of(all).orElseThrow(), "OUT00"));
        assertEquals(25, of(BlockWeights.of(all).orElseThrow(), "OUT11"));
    }

    /// Text models count with BASE, in both spellings; what is in no layer counts in full.
    @Test
    void baseIsOfTheTextModels() {
        var weights = BlockWeights.of("NONE").orElseThrow();
        var hugging = "cond_stage_model.transformer.text_model.";
        assertEquals(0, weights.of(hugging + "encoder.layers.3.mlp.fc1.weight", true));
        assertEquals(
                0,
                weights.of(
                        "conditioner.embedders.1.model.transformer.resblocks.3.mlp.c_fc.weight",
                        true));
        assertEquals(1, weights.of(hugging + "final_layer_norm.weight", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "outd",
                "MINE",
                "1,2,3",
                "R,1,1,1,1,1,1,1,1,1,1,1",
                "1,1,1,1,1,1,1,1,1,1,1,"
            })
    void whatCannotBeReadIsNone(String text) {
        assertEquals(Optional.empty(), BlockWeights.of(text));
    }

    @Test
    void tagsCarryThem() {
        var tag = LoraTag.of(LoraTag.in("a boat <lora:ink:0.5:lbw=OUTD>").getFirst());
        assertEquals(BlockWeights.of("OUTD"), tag.map(LoraTag::blocks));
        var odd = LoraTag.of(LoraTag.in("<lora:ink:0.5:lbw=MINE>").getFirst());
        assertEquals(Optional.of(new BlockWeights(List.of())), odd.map(LoraTag::blocks));
    }

    private static double of(BlockWeights weights, String block) {
        if (block.equals("base")) {
            return weights.of("x.encoder.layers.0.y", true);
        }
        var number = block.replaceAll("\\D+", "").replaceFirst("^0(?=\\d)", "");
        var path =
                block.startsWith("M")
                        ? "middle_block."
                        : (block.startsWith("IN") ? "input" : "output") + "_blocks.";
        return weights.of(UNET + path + number + ".1.weight", false);
    }
}
