package dev.atelier.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.latent.Latent;
import dev.atelier.noise.BrownianNoise;
import dev.atelier.noise.ImageNoise;
import dev.atelier.noise.ImageSize;
import dev.atelier.noise.NoiseSeeds;
import dev.atelier.noise.StepNoise;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.sampling.NoisePredictor.Prediction;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.ScheduleOptions;
import dev.atelier.sampling.schedule.Timesteps;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for samplers whatever the model: order of convergence, repeatability, cancellation.
class SamplerPropertiesTest {
    private static final ImageSize SIZE = new ImageSize(2, 3, 4);
    private static final NoiseSeeds SEEDS = NoiseSeeds.of(NoiseSource.NV, 7, 8);
    private static final NoiseSchedule MODEL = NoiseSchedule.stableDiffusion();
    private static final int STEPS = 6;

    /// For data of unit variance the best denoiser is `x / (1 + sigma^2)`, and the flow is solved
    /// by `x(sigma) = x(0) sqrt(1 + sigma^2)`.
    private static final Denoiser UNIT_NORMAL = (x, sigma) -> x.dividedBy(1 + sigma * sigma);

    private static final double FROM = 10;
    private static final double TO = 0.1;

    @Test
    void eulerConvergesWithFirstOrder() {
        assertEquals(1, order(new Euler()), 0.15);
    }

    @Test
    void heunConvergesWithSecondOrder() {
        assertEquals(2, order(new Heun()), 0.15);
    }

    @Test
    void dpmpp2mConvergesWithSecondOrder() {
        assertEquals(2, order(new Dpmpp2m()), 0.15);
    }

    @ParameterizedTest
    @EnumSource
    void repeatsBitForBit(SamplerId id) {
        assertEquals(run(id, SEEDS, StepObserver.none()), run(id, SEEDS, StepObserver.none()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "DPM_ADAPTIVE") // its steps follow the error of the whole batch
    void makesAPictureTheSameAloneAsInABatch(SamplerId id) {
        var batch = run(id, SEEDS, StepObserver.none());
        var alone = run(id, NoiseSeeds.of(NoiseSource.NV, 8), StepObserver.none());

        assertEquals(alone, batch.sample(1));
    }

    @ParameterizedTest
    @EnumSource
    void passesTheObserversCancellationOn(SamplerId id) {
        var cancelled = new CancellationException("stop");

        var thrown =
                assertThrows(
                        CancellationException.class,
                        () ->
                                run(
                                        id,
                                        SEEDS,
                                        _ -> {
                                            throw cancelled;
                                        }));
        assertSame(cancelled, thrown);
    }

    /// From noise and from a picture, with the share of the steps that is run, and with all of them
    /// ("fix steps", the second pass).
    @ParameterizedTest
    @EnumSource
    void staysFiniteWithFewStepsAndLittleDenoising(SamplerId id) {
        for (int steps = 1; steps <= 3; steps++) {
            for (var schedule : ScheduleId.values()) {
                assertFinite(id, schedule, new ImageToImageSteps(steps, steps - 1));
                for (double denoising : new double[] {0, 0.01, 0.5, 1}) {
                    assertFinite(id, schedule, ImageToImageSteps.share(steps, denoising));
                    var all = ImageToImageSteps.exactly(steps, denoising);
                    if (!all.none()) {
                        assertFinite(id, schedule, all);
                    }
                }
            }
        }
    }

    private static void assertFinite(SamplerId id, ScheduleId schedule, ImageToImageSteps steps) {
        var entry = Samplers.of(id);
        var draws = new ImageNoise(SEEDS, SIZE);
        var x = draws.next();
        var options = SamplerOptions.DEFAULT.withEta(entry.defaultEta());
        var all = entry.sigmas(schedule, steps.total(), MODEL, ScheduleOptions.DEFAULT);
        var sigmas = steps.of(all);
        var noise = new BrownianNoise(draws, SEEDS, SIZE, all);
        var run = new Run(options, noise, StepObserver.none());
        var made =
                switch (entry.sampler()) {
                    case Sampler.OverSigmas sampler -> sampler.sample(UNIT_NORMAL, x, sigmas, run);
                    case Sampler.OverRange sampler ->
                            sampler.sample(UNIT_NORMAL, x, SigmaRange.ofSigmas(sigmas), run);
                    case Sampler.OverTimesteps sampler -> {
                        var plan =
                                new TimestepPlan(Timesteps.of(steps), MODEL.alphasCumprod(), true);
                        assertTrue(Timesteps.start(steps) > 0);
                        yield sampler.sample(SamplerPropertiesTest::prediction, x, plan, run);
                    }
                };
        for (double value : made.values()) {
            assertTrue(Double.isFinite(value), () -> schedule + " " + steps);
        }
    }

    /// A schedule of more steps than were trained has every timestep once.
    @Test
    void aScheduleOfMoreStepsThanTimestepsHasThemAll() {
        assertEquals(1000, Timesteps.of(5000).length);
        assertEquals(19, Timesteps.of(new ImageToImageSteps(2000, 19)).length);
        assertEquals(20, Timesteps.start(new ImageToImageSteps(2000, 19)));
        assertEquals(999, Timesteps.start(new ImageToImageSteps(5000, 4000)));
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryScheduleADescent(ScheduleId id) {
        for (int steps : new int[] {1, 2, 10, 11, 50}) {
            var sigmas =
                    Samplers.of(SamplerId.EULER).sigmas(id, steps, MODEL, ScheduleOptions.DEFAULT);
            for (int i = 1; i < sigmas.length; i++) {
                int at = i;
                assertTrue(sigmas[i] < sigmas[i - 1], () -> steps + " steps, sigma " + at);
            }
        }
    }

    /// Measured from the errors at 80 and 160 steps, uniform in log sigma.
    private static double order(Sampler.OverSigmas sampler) {
        return Math.log(error(sampler, 80) / error(sampler, 160)) / Math.log(2);
    }

    private static double error(Sampler.OverSigmas sampler, int steps) {
        var sigmas =
                IntStream.rangeClosed(0, steps)
                        .mapToDouble(i -> FROM * Math.pow(TO / FROM, (double) i / steps))
                        .toArray();
        var start = Latent.of(SIZE.batch(1), filled(Math.sqrt(1 + FROM * FROM)));
        StepNoise silence = () -> Latent.zeros(SIZE.batch(1));
        var run = new Run(SamplerOptions.DEFAULT, silence, StepObserver.none());
        var exact = Latent.of(SIZE.batch(1), filled(Math.sqrt(1 + TO * TO)));
        return sampler.sample(UNIT_NORMAL, start, sigmas, run).minus(exact).maxAbs();
    }

    private static double[] filled(double value) {
        var values = new double[SIZE.values()];
        Arrays.fill(values, value);
        return values;
    }

    private static Latent run(SamplerId id, NoiseSeeds seeds, StepObserver observer) {
        var entry = Samplers.of(id);
        var draws = new ImageNoise(seeds, SIZE);
        var x = draws.next();
        var options = SamplerOptions.DEFAULT.withEta(entry.defaultEta());
        var sigmas = entry.sigmas(ScheduleId.AUTOMATIC, STEPS, MODEL, ScheduleOptions.DEFAULT);
        var noise = new BrownianNoise(draws, seeds, SIZE, sigmas);
        var run = new Run(options, noise, observer);
        return switch (entry.sampler()) {
            case Sampler.OverSigmas sampler ->
                    sampler.sample(UNIT_NORMAL, x.times(sigmas[0]), sigmas, run);
            case Sampler.OverRange sampler ->
                    sampler.sample(
                            UNIT_NORMAL, x.times(sigmas[0]), SigmaRange.ofSigmas(sigmas), run);
            case Sampler.OverTimesteps sampler -> {
                var plan = new TimestepPlan(Timesteps.of(STEPS), MODEL.alphasCumprod(), false);
                NoisePredictor model = SamplerPropertiesTest::prediction;
                yield sampler.sample(model, x, plan, run);
            }
        };
    }

    private static Prediction prediction(Latent x, double t) {
        var eps = x.times(t / 1000);
        return new Prediction(eps, eps.times(0.8));
    }
}
