package dev.atelier.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.latent.Latent.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentTest {
    private static final Shape SHAPE = new Shape(2, 1, 1, 2);

    private final Latent a = Latent.of(SHAPE, new double[] {1, -2, 3, 4});
    private final Latent b = Latent.of(SHAPE, new double[] {10, 20, 30, 40});

    @Test
    void addsScaledLatents() {
        assertArrayEquals(new double[] {6, 8, 18, 24}, a.plusScaled(b, 0.5).values());
    }

    @Test
    void leavesItsOperandsAlone() {
        a.plus(b).times(3).minus(b).dividedBy(2).map(Math::abs);

        assertArrayEquals(new double[] {1, -2, 3, 4}, a.values());
    }

    @Test
    void putsSamplesBackTogether() {
        assertEquals(a, Latent.stack(List.of(a.sample(0), a.sample(1))));
    }

    @Test
    void measuresAbsoluteValues() {
        assertEquals(2.5, a.meanAbs());
        assertEquals(4, a.maxAbs());
    }

    @Test
    void rejectsOtherShapes() {
        var other = Latent.zeros(new Shape(1, 1, 2, 2));

        assertThrows(IllegalArgumentException.class, () -> a.plus(other));
        assertThrows(IllegalArgumentException.class, () -> Latent.stack(List.of(a, other)));
        assertThrows(IllegalArgumentException.class, () -> Latent.of(SHAPE, new double[3]));
    }
}
