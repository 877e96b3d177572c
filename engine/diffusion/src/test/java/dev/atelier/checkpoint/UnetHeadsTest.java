package dev.atelier.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Heads as the configurations of the original repositories give them (`v1-inference.yaml`,
/// `v2-inference.yaml`, `sd_xl_base.yaml`): a count, or a width.
class UnetHeadsTest {
    @Test
    void stableDiffusion1HasEightHeadsOfGrowingWidth() {
        var unet = CheckpointConfig.SD15.unet();

        assertEquals(List.of(8, 8, 8), unet.headCounts());
        assertEquals(List.of(40, 80, 160), unet.headWidths());
    }

    @Test
    void laterFamiliesHaveMoreHeadsOfOneWidth() {
        var two =
                new UnetConfig(
                        4,
                        4,
                        320,
                        List.of(1, 2, 4, 4),
                        2,
                        List.of(1, 1, 1, 0),
                        1,
                        1024,
                        0,
                        64,
                        0,
                        true);
        var xl =
                new UnetConfig(
                        4,
                        4,
                        320,
                        List.of(1, 2, 4),
                        2,
                        List.of(0, 2, 10),
                        10,
                        2048,
                        0,
                        64,
                        2816,
                        true);

        assertEquals(List.of(5, 10, 20), two.headCounts());
        assertEquals(List.of(64, 64, 64), two.headWidths());
        assertEquals(List.of(10, 20), xl.headCounts());
        assertEquals(List.of(64, 64), xl.headWidths());
    }
}
