package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.StopPoint;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Long evaluations in steps give what the whole gives, and can be stopped between steps.
class StagedTest {
    private static Torch torch;
    private static Networks networks;

    /// No pooled text, no channels beside the latent, nothing of a ControlNet.
    private static final List<Tensor> NONE = List.of();

    @BeforeAll
    static void load() throws IOException {
        torch = Torch.startOnCpu();
        var compute = new Compute(torch, Strategy.PACKED_F32, Attention.FUSED, "test");
        try (var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"))) {
            networks = Networks.load(checkpoint, compute);
        }
    }

    @AfterAll
    static void close() {
        networks.close();
        torch.close();
    }

    @Test
    void theStepsOfTheUnetGiveWhatTheWholeGives() {
        var unet = networks.unet().module();
        try (var x = tensor(1, 4, 16, 12);
                var t = torch.floats(new float[] {321.5f}, 1);
                var context = tensor(1, 77, 32);
                var whole =
                        unet.call("forward", x, t, context, NONE, NONE, NONE, NONE, new long[0]);
                var steps =
                        new Staged(unet, "finish")
                                .run("begin", x, t, context, NONE, NONE, NONE, NONE, new long[0])) {
            assertArrayEquals(whole.floats(), steps.floats());
        }
    }

    @Test
    void theStepsOfTheAutoencoderGiveWhatTheWholeGives() {
        var vae = networks.vae().module();
        try (var z = tensor(1, 4, 9, 6);
                var image = tensor(1, 3, 72, 48);
                var decoded = vae.call("decode", z);
                var encoded = vae.call("encode", image);
                var decodedInSteps = new Staged(vae, "decoded").run("begin_decode", z);
                var encodedInSteps = new Staged(vae, "encoded").run("begin_encode", image)) {
            assertArrayEquals(decoded.floats(), decodedInSteps.floats());
            assertArrayEquals(encoded.floats(), encodedInSteps.floats());
        }
    }

    /// At every step; what a stopped evaluation kept is dropped, and the next is right.
    @Test
    void stopsBetweenStepsAndLeavesNothingBehind() {
        var vae = networks.vae();
        try (var z = tensor(1, 4, 64, 64);
                var small = tensor(1, 4, 5, 7);
                var expected = vae.decode(small)) {
            assertTrue(Staged.isLong(z));
            assertFalse(Staged.isLong(small));
            var passed = new AtomicInteger();
            assertThrows(
                    CancellationException.class,
                    () -> StopPoint.during(() -> stopAt(passed, 3), () -> vae.decode(z)));
            assertEquals(3, passed.get());
            assertEquals(0, vae.module().callLong("has", "run:h"));
            try (var again = vae.decode(small)) {
                assertArrayEquals(expected.floats(), again.floats());
            }
        }
    }

    /// Attention over a large map is one step that lasts for many seconds.
    @ParameterizedTest
    @EnumSource
    void stopsInsideAStepThatLasts(Attention attention) throws IOException {
        var compute = new Compute(torch, Strategy.PACKED_F32, attention, "test");
        try (var checkpoint = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"));
                var vae = Vae.load(checkpoint, compute);
                var z = tensor(1, 4, 256, 256);
                var small = tensor(1, 4, 33, 35);
                var expected = vae.decode(small)) {
            var cancellation = new Cancellation();
            var asked = new AtomicLong();
            try (var other = Executors.newSingleThreadScheduledExecutor()) {
                var _ =
                        other.schedule(
                                () -> {
                                    asked.set(System.nanoTime());
                                    cancellation.cancel();
                                },
                                500,
                                TimeUnit.MILLISECONDS);
                assertThrows(
                        CancellationException.class,
                        () -> StopPoint.during(cancellation::requireGoing, () -> vae.decode(z)));
            }
            var took = Duration.ofNanos(System.nanoTime() - asked.get());
            assertTrue(took.toMillis() < 2000, took.toString());
            assertEquals(0, vae.module().callLong("has", "run:stop"));
            try (var again = vae.decode(small)) {
                assertArrayEquals(expected.floats(), again.floats());
            }
        }
    }

    /// A service whose run was cancelled may still be in a step when the next picture begins.
    @Test
    void twoThreadsGetWhatEachWouldGetAlone() throws Exception {
        var vae = networks.vae();
        try (var z = tensor(1, 4, 40, 40);
                var other = tensor(1, 4, 33, 35);
                var expected = vae.decode(z);
                var expectedOther = vae.decode(other);
                var threads = Executors.newFixedThreadPool(2)) {
            var here = threads.submit(() -> decoded(vae, z, 5));
            var there = threads.submit(() -> decoded(vae, other, 5));
            for (var values : here.get()) {
                assertArrayEquals(expected.floats(), values);
            }
            for (var values : there.get()) {
                assertArrayEquals(expectedOther.floats(), values);
            }
        }
    }

    private static List<float[]> decoded(Vae vae, Tensor z, int times) {
        var all = new ArrayList<float[]>();
        for (int i = 0; i < times; i++) {
            try (var image = vae.decode(z)) {
                all.add(image.floats());
            }
        }
        return all;
    }

    private static void stopAt(AtomicInteger passed, int count) {
        if (passed.incrementAndGet() == count) {
            throw new CancellationException();
        }
    }

    private static Tensor tensor(int... shape) {
        int count = 1;
        var sizes = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            count *= shape[i];
            sizes[i] = shape[i];
        }
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(i * 0.37);
        }
        return torch.floats(values, sizes);
    }
}
