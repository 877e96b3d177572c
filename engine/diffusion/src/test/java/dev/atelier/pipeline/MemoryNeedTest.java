package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.torch.Dtype;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The autoencoder of SD1 decodes with two maps of 256 channels at the size of the picture.
class MemoryNeedTest {
    private static final long GIB = 1L << 30;

    @Test
    void countsTheWidestMapsOfSd1() {
        assertEquals(GIB / 2, need(GIB, Dtype.F32).least(512, 512));
        assertEquals(GIB / 4, need(GIB, Dtype.BF16).least(512, 512));
        assertEquals(512 * GIB, need(GIB, Dtype.F32).least(16384, 16384));
    }

    @Test
    void refusesOnlyWhatDoesNotFit() {
        assertTrue(need(2 * GIB, Dtype.F32).problem(1024, 1024).isEmpty());
        assertEquals(
                Optional.of(
                        "A picture of 8192x8192 needs at least 137 GB of memory, this machine has 17 GB."),
                need(16 * GIB, Dtype.F32).problem(8192, 8192).map(it -> it.sentence()));
    }

    private static MemoryNeed need(long available, Dtype dtype) {
        return new MemoryNeed(CheckpointConfig.SD15.vae(), dtype, available);
    }
}
