package dev.atelier.noise;

/// numpy's `SeedSequence`: spreads an integer and a spawn key over a pool of 32-bit words (Melissa
/// O'Neill's `seed_seq_fe`, "Developing a seed_seq Alternative", 2015).
final class SeedSequence {
    private static final int INIT_A = 0x43b0d7e5;
    private static final int MULT_A = 0x931e8875;
    private static final int INIT_B = 0x8b51f9dd;
    private static final int MULT_B = 0x58f38ded;
    private static final int MIX_LEFT = 0xca01f9dd;
    private static final int MIX_RIGHT = 0x4973f715;

    private final int[] pool;
    private int hash = INIT_A;

    /// @param entropy unsigned 64-bit
    /// @param spawnKey unsigned 32-bit words
    SeedSequence(long entropy, int poolSize, int... spawnKey) {
        pool = new int[poolSize];
        fill(words(entropy, poolSize, spawnKey));
    }

    /// The first `count` output words.
    int[] generate(int count) {
        var words = new int[count];
        int constant = INIT_B;
        for (int i = 0; i < count; i++) {
            int word = pool[i % pool.length] ^ constant;
            constant *= MULT_B;
            word *= constant;
            words[i] = word ^ (word >>> 16);
        }
        return words;
    }

    /// Entropy words, padded to the pool when a spawn key follows so that keys cannot collide.
    private static int[] words(long entropy, int poolSize, int... spawnKey) {
        int used = entropy >>> 32 == 0 ? 1 : 2;
        int head = spawnKey.length == 0 ? used : Math.max(used, poolSize);
        var words = new int[head + spawnKey.length];
        words[0] = (int) entropy;
        if (used == 2) {
            words[1] = (int) (entropy >>> 32);
        }
        System.arraycopy(spawnKey, 0, words, head, spawnKey.length);
        return words;
    }

    private void fill(int[] entropy) {
        for (int i = 0; i < pool.length; i++) {
            pool[i] = hash(i < entropy.length ? entropy[i] : 0);
        }
        for (int source = 0; source < pool.length; source++) {
            for (int target = 0; target < pool.length; target++) {
                if (source != target) {
                    pool[target] = mix(pool[target], hash(pool[source]));
                }
            }
        }
        for (int source = pool.length; source < entropy.length; source++) {
            for (int target = 0; target < pool.length; target++) {
                pool[target] = mix(pool[target], hash(entropy[source]));
            }
        }
    }

    private int hash(int value) {
        int mixed = value ^ hash;
        hash *= MULT_A;
        mixed *= hash;
        return mixed ^ (mixed >>> 16);
    }

    private static int mix(int x, int y) {
        int mixed = MIX_LEFT * x - MIX_RIGHT * y;
        return mixed ^ (mixed >>> 16);
    }
}
