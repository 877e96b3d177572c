package dev.atelier.pickle;

import dev.atelier.pickle.Pickled.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Finds the bytes of tensors: a slice of their storage where the numbers lie in order, else a copy
/// in order, made when it is requested.
final class TensorView {
    private final Map<String, LazyBytes> storages;
    private final Arena arena;

    TensorView(Map<String, LazyBytes> storages, Arena arena) {
        this.storages = storages;
        this.arena = arena;
    }

    LazyBytes of(Tensor tensor) throws MalformedPickleException {
        var storage = tensor.storage();
        var data = storages.get(storage.key());
        if (data == null) {
            throw MalformedPickleException.of("pickle.missing");
        }
        long stored = data.sizeBytes() / storage.dtype().sizeBytes();
        long count = count(tensor, stored);
        long first = exact(storage.from(), tensor.offset());
        int size = storage.dtype().sizeBytes();
        if (count > 0 && (first < 0 || first + reach(tensor, stored) >= stored)) {
            throw MalformedPickleException.of("pickle.beyond");
        }
        if (count == 0 || inOrder(tensor)) {
            long from = count == 0 ? 0 : first * size;
            return data.slice(from, count * size);
        }
        return LazyBytes.later(count * size, () -> copy(tensor, data.bytes(), first, count));
    }

    /// How many numbers a tensor has: no more than its storage, since models repeat none.
    private static long count(Tensor tensor, long stored) throws MalformedPickleException {
        long count = 1;
        for (long size : tensor.shape()) {
            if (size < 0) {
                throw MalformedPickleException.of("pickle.negative");
            }
            if (size == 0) {
                return 0;
            }
            count = size > stored / count ? Long.MAX_VALUE : count * size;
            if (count > stored) {
                throw MalformedPickleException.of("pickle.beyond");
            }
        }
        return count;
    }

    /// The distance from the first number to the furthest.
    private static long reach(Tensor tensor, long stored) throws MalformedPickleException {
        long reach = 0;
        for (int i = 0; i < tensor.shape().size(); i++) {
            long stride = tensor.strides().get(i);
            long steps = tensor.shape().get(i) - 1;
            if (stride < 0 || (steps > 0 && stride > stored / steps)) {
                throw MalformedPickleException.of("pickle.beyond");
            }
            reach += steps * stride;
        }
        return reach;
    }

    private static long exact(long a, long b) throws MalformedPickleException {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw MalformedPickleException.of("pickle.beyond");
        }
    }

    private static boolean inOrder(Tensor tensor) {
        long expected = 1;
        for (int i = tensor.shape().size() - 1; i >= 0; i--) {
            long size = tensor.shape().get(i);
            if (size != 1 && tensor.strides().get(i) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    private MemorySegment copy(Tensor tensor, MemorySegment data, long first, long count) {
        int size = tensor.storage().dtype().sizeBytes();
        var target = arena.allocate(count * size, Long.BYTES);
        var index = new long[tensor.shape().size()];
        long source = first;
        for (long i = 0; i < count; i++) {
            MemorySegment.copy(data, source * size, target, i * size, size);
            source += step(index, tensor.shape(), tensor.strides());
        }
        return target.asReadOnly();
    }

    /// Moves `index` on by one, the last direction first, and returns how far that is.
    private static long step(long[] index, List<Long> shape, List<Long> strides) {
        long distance = 0;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i]++;
            distance += strides.get(i);
            if (index[i] < shape.get(i)) {
                return distance;
            }
            distance -= index[i] * strides.get(i);
            index[i] = 0;
        }
        return distance;
    }
}
