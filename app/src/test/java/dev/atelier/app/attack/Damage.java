package dev.atelier.app.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Ways in which files are damaged: by chance, but the same each time.
final class Damage {
    private static final byte[] EXTREMES = {0, -1, 127, -128, 1};

    private final SplittableRandom random;

    Damage(long seed) {
        random = new SplittableRandom(seed);
    }

    /// A damaged copy: cut, lengthened, or with some bytes changed, most of them near the front
    /// where lengths and offsets stand.
    byte[] of(byte[] sound) {
        if (sound.length == 0) {
            return sound;
        }
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(sound, random.nextInt(sound.length));
            case 1 -> Arrays.copyOf(sound, sound.length + 1 + random.nextInt(1000));
            case 2 -> moved(sound);
            default -> changed(sound);
        };
    }

    private byte[] changed(byte[] sound) {
        var bytes = sound.clone();
        int front = Math.min(bytes.length, 1 + random.nextInt(400));
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(random.nextInt(4) > 0 ? front : bytes.length);
            bytes[at] =
                    random.nextBoolean()
                            ? EXTREMES[random.nextInt(EXTREMES.length)]
                            : (byte) random.nextInt(256);
        }
        return bytes;
    }

    /// A part of it copied over another.
    private byte[] moved(byte[] sound) {
        var bytes = sound.clone();
        int length = 1 + random.nextInt(Math.min(64, bytes.length));
        int from = random.nextInt(bytes.length - length + 1);
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(sound, from, bytes, to, length);
        return bytes;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
