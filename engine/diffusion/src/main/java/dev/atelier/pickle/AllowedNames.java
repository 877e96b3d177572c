package dev.atelier.pickle;

import dev.atelier.pickle.Pickled.Global;
import dev.atelier.pickle.Pickled.Made;
import dev.atelier.pickle.Pickled.Storage;
import dev.atelier.pickle.Pickled.Tensor;
import dev.atelier.safetensors.DType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names a pickle may use, and what is made of each. Nothing of Python's runs: a name outside
/// these lists ends the reading.
final class AllowedNames {
    private static final Map<String, DType> STORAGES =
            Map.ofEntries(
                    Map.entry("torch.FloatStorage", DType.F32),
                    Map.entry("torch.HalfStorage", DType.F16),
                    Map.entry("torch.BFloat16Storage", DType.BF16),
                    Map.entry("torch.DoubleStorage", DType.F64),
                    Map.entry("torch.LongStorage", DType.I64),
                    Map.entry("torch.IntStorage", DType.I32),
                    Map.entry("torch.ShortStorage", DType.I16),
                    Map.entry("torch.CharStorage", DType.I8),
                    Map.entry("torch.ByteStorage", DType.U8),
                    Map.entry("torch.BoolStorage", DType.BOOL),
                    Map.entry("torch.Float8_e4m3fnStorage", DType.F8_E4M3),
                    Map.entry("torch.Float8_e5m2Storage", DType.F8_E5M2));

    private static final String DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String OLD_TENSOR = "torch._utils._rebuild_tensor";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String ENCODE = "_codecs.encode";

    /// Things of training that checkpoints carry along. They are kept as names with arguments.
    private static final Set<String> INERT =
            Set.of(
                    "torch.nn.modules.container.ParameterDict",
                    "torch.nn.parameter.Parameter",
                    "torch.Size",
                    "torch.device",
                    "torch.float16",
                    "torch.bfloat16",
                    "torch.float32",
                    "torch.float64",
                    "torch.int64",
                    "torch.int32",
                    "numpy.dtype",
                    "numpy.ndarray",
                    "numpy.core.multiarray.scalar",
                    "numpy.core.multiarray._reconstruct",
                    "numpy._core.multiarray.scalar",
                    "numpy._core.multiarray._reconstruct",
                    "pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint",
                    "pytorch_lightning.callbacks.early_stopping.EarlyStopping",
                    "collections.defaultdict",
                    "collections.Counter",
                    "__builtin__.set",
                    "builtins.set",
                    "__builtin__.dict",
                    "builtins.dict");

    private AllowedNames() {}

    /// The name, if it is one of the lists.
    static Global global(String module, String name) throws MalformedPickleException {
        var global = new Global(module, name);
        var full = global.toString();
        boolean known =
                STORAGES.containsKey(full)
                        || Set.of(DICT, TENSOR, OLD_TENSOR, PARAMETER, ENCODE).contains(full)
                        || INERT.contains(full);
        if (!known) {
            throw MalformedPickleException.of("pickle.refused", full);
        }
        return global;
    }

    /// What Python would get from calling `callee`.
    static Object call(Object callee, Object arguments) throws MalformedPickleException {
        if (!(callee instanceof Global global) || !(arguments instanceof List<?> list)) {
            throw MalformedPickleException.of("pickle.call");
        }
        return switch (global.toString()) {
            case DICT -> dict(list);
            case TENSOR, OLD_TENSOR -> tensor(list);
            case PARAMETER -> argument(list, 0, Tensor.class);
            case ENCODE -> argument(list, 0, String.class).getBytes(StandardCharsets.ISO_8859_1);
            default -> new Made(global, new ArrayList<>());
        };
    }

    /// An ordered dictionary may begin with pairs.
    private static Map<Object, Object> dict(List<?> arguments) throws MalformedPickleException {
        var dict = new LinkedHashMap<Object, Object>();
        if (!arguments.isEmpty()) {
            for (var pair : argument(arguments, 0, List.class)) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw MalformedPickleException.of("pickle.pairs");
                }
                dict.put(Unpickler.key(two.get(0)), two.get(1));
            }
        }
        return dict;
    }

    private static Tensor tensor(List<?> arguments) throws MalformedPickleException {
        var shape = longs(argument(arguments, 2, List.class));
        var strides = longs(argument(arguments, 3, List.class));
        if (shape.size() != strides.size()) {
            throw MalformedPickleException.of("pickle.strides");
        }
        return new Tensor(
                argument(arguments, 0, Storage.class),
                argument(arguments, 1, Long.class),
                shape,
                strides);
    }

    /// The storage that a persistent id names: `('storage', type, key, device, count[, view])`.
    static Storage storage(Object id) throws MalformedPickleException {
        if (!(id instanceof List<?> list) || list.isEmpty() || !"storage".equals(list.get(0))) {
            throw MalformedPickleException.of("pickle.id");
        }
        var type = argument(list, 1, Global.class);
        var dtype = Optional.ofNullable(STORAGES.get(type.toString()));
        if (dtype.isEmpty()) {
            throw MalformedPickleException.of("pickle.type", type.toString());
        }
        long count = argument(list, 4, Long.class);
        var key = argument(list, 2, String.class);
        if (list.size() > 5 && list.get(5) instanceof List<?> view) {
            long size = argument(view, 2, Long.class);
            return new Storage(dtype.get(), key, size, argument(view, 1, Long.class));
        }
        return new Storage(dtype.get(), key, count, 0);
    }

    private static List<Long> longs(List<?> values) throws MalformedPickleException {
        var longs = new ArrayList<Long>();
        for (int i = 0; i < values.size(); i++) {
            longs.add(argument(values, i, Long.class));
        }
        return longs;
    }

    private static <T> T argument(List<?> list, int index, Class<T> type)
            throws MalformedPickleException {
        if (index >= list.size() || !type.isInstance(list.get(index))) {
            throw MalformedPickleException.of("pickle.argument", type.getSimpleName());
        }
        return type.cast(list.get(index));
    }

    /// What Python's `BUILD` does: gives a thing its state.
    static void build(Object target, Object state) throws MalformedPickleException {
        switch (target) {
            case Made made -> made.state().add(state);
            // An ordered dictionary or a tensor with attributes: PyTorch's `_metadata` and such.
            case Map<?, ?> _ -> {}
            case Tensor _ -> {}
            case null, default -> throw MalformedPickleException.of("pickle.state");
        }
    }
}
