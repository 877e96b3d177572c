package dev.atelier.pickle;

import dev.atelier.safetensors.DType;
import java.util.List;

/// A value of a pickle that is no plain Java value. Texts, numbers, truth values, bytes, lists
/// (tuples among them) and maps are themselves.
public sealed interface Pickled {
    /// Python's `None`.
    record None() implements Pickled {
        static final None VALUE = new None();
    }

    /// The name of a class or function, never the thing itself.
    record Global(String module, String name) implements Pickled {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /// Numbers in the file that tensors are windows onto.
    ///
    /// @param key names them within the file
    /// @param count how many there are
    /// @param from the number of the first, where these are themselves a window
    record Storage(DType dtype, String key, long count, long from) implements Pickled {}

    /// A tensor: a window onto a storage.
    ///
    /// @param offset its first number
    /// @param strides how far apart neighbours lie in each direction
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides)
            implements Pickled {
        public Tensor {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }
    }

    /// A thing that Python would have made by calling `type`; here only its arguments.
    ///
    /// @param state what was set on it, empty where nothing was
    record Made(Global type, List<Object> state) implements Pickled {}
}
