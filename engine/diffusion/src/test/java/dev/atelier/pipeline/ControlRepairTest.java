package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.latent.Latent.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What units change in answers and pictures, against the formulas of sd-webui-controlnet.
class ControlRepairTest {
    private static final Shape SHAPE = new Shape(1, 4, 6, 6);
    private static final double SIGNAL = 0.3;
    private static final double CLOSE = 1e-4;

    private final SplittableRandom random = new SplittableRandom(4);

    private Latent random() {
        return Latent.zeros(SHAPE).map(_ -> random.nextDouble(-1, 1));
    }

    private static Latent constant(double value) {
        return Latent.zeros(SHAPE).map(_ -> value);
    }

    private static Latent noisy(Latent picture, Latent noise) {
        return picture.times(Math.sqrt(SIGNAL)).plusScaled(noise, Math.sqrt(1 - SIGNAL));
    }

    /// What a network answers that sees everything.
    private static Latent answer(Latent picture, Latent noise, boolean velocity) {
        return velocity
                ? noise.times(Math.sqrt(SIGNAL)).plusScaled(picture, -Math.sqrt(1 - SIGNAL))
                : noise;
    }

    /// The noise that leads from `x` to a picture.
    private static Latent noise(Latent x, Latent picture) {
        return x.plusScaled(picture, -Math.sqrt(SIGNAL)).dividedBy(Math.sqrt(1 - SIGNAL));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsNotPaintedBecomesTheControlPicture(boolean velocity) {
        var picture = random();
        var origin = random();
        var noise = random();
        var x = noisy(picture, noise);
        var painted = Latent.zeros(SHAPE).map(_ -> random.nextBoolean() ? 1 : 0);
        var expected = origin.plus(picture.minus(origin).times(painted));

        var made =
                new ControlRepair(SIGNAL, velocity)
                        .restored(x, answer(picture, noise, velocity), origin, painted, 1);

        close(answer(expected, noise(x, expected), velocity), made);
    }

    @Test
    void aWeightMixesAnswers() {
        var picture = random();
        var noise = random();
        var x = noisy(picture, noise);
        var repair = new ControlRepair(SIGNAL, false);

        close(noise, repair.restored(x, noise, random(), constant(0), 0));
        close(
                noise(x, constant(2)).times(0.25).plusScaled(noise, 0.75),
                repair.restored(x, noise, constant(2), constant(0), 0.25));
        close(noise(x, constant(2)), repair.restored(x, noise, constant(2), constant(0), 1.8));
    }

    @Test
    void coloursAreThoseOfTheControlPicture() {
        var noise = random();
        var x = noisy(constant(0.4), noise);
        var colours = new ControlRepair.Colours(constant(-0.7), 2, 0);

        var made = new ControlRepair(SIGNAL, false).coloured(x, noise, colours, 1);

        close(noise(x, constant(-0.7)), made);
    }

    /// One cell of another value is spread over a square, whose cells beyond the edge repeat it.
    @Test
    void detailsStayWhatTheyWere() {
        var values = new double[SHAPE.size()];
        values[0] = 25;
        var picture = Latent.of(SHAPE, values);
        var noise = constant(0);
        var x = noisy(picture, noise);
        var expected = new double[SHAPE.size()];
        for (int y = 0; y < 3; y++) {
            for (int i = 0; i < 3; i++) {
                expected[y * SHAPE.width() + i] = -(3 - y) * (3 - i);
            }
        }
        expected[0] += 25;

        var made =
                new ControlRepair(SIGNAL, false)
                        .coloured(x, noise, new ControlRepair.Colours(constant(0), 2, 0), 1);

        close(noise(x, Latent.of(SHAPE, expected)), made);
    }

    @Test
    void aPictureKeepsWhatIsNotPaintedWithASoftEdge() {
        int edge = 24;
        var mask = new byte[edge * edge];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (i % edge < 12 ? 255 : 0);
        }
        var original = new byte[3 * edge * edge];
        Arrays.fill(original, (byte) 200);
        var map =
                new ControlPicture(
                        new Bitmap(edge, edge, 3, original),
                        Optional.of(new Bitmap(edge, edge, 1, mask)));

        var made = ControlFinish.kept(new Bitmap(edge, edge, 3, new byte[3 * edge * edge]), map);

        // Grown by 3 to 15, then the mean of 7: from 11 whole to 18 nothing.
        var row = new int[edge];
        for (int x = 0; x < edge; x++) {
            row[x] = made.at(x, 5, 1);
        }
        var expected = new int[edge];
        for (int x = 0; x < edge; x++) {
            expected[x] = 200 * Math.clamp(x - 11, 0, 7) / 7;
        }
        assertArrayEquals(expected, row);
    }

    @Test
    void aPictureTakesTheIntensityOfAMap() {
        var made = new Bitmap(2, 1, 3, new byte[] {100, 50, 0, 0, 0, 0});
        var map = new Bitmap(2, 1, 3, new byte[] {40, 40, 40, 9, 9, 9});

        var lit = ControlFinish.bright(made, new ControlPicture(map, Optional.empty()));

        assertArrayEquals(new byte[] {40, 20, 0, 9, 9, 9}, lit.bytes());
    }

    private static void close(Latent expected, Latent actual) {
        assertArrayEquals(expected.values(), actual.values(), CLOSE);
    }
}
