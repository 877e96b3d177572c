"""Writes the pickles of PickleTest with Python's own pickle module, in the forms of torch.save.

    python3 make_pickles.py ../resources/dev/atelier/pickle

PyTorch is not needed: classes of the same names stand in for its own, since a pickle only names
them.
"""

import collections
import io
import os
import pickle
import struct
import sys
import types
import zipfile


def module(name):
    parts = name.split(".")
    for i in range(1, len(parts) + 1):
        full = ".".join(parts[:i])
        sys.modules.setdefault(full, types.ModuleType(full))
    return sys.modules[name]


def named(module_name, name, kind=None):
    thing = kind or type(name, (), {})
    thing.__module__, thing.__qualname__, thing.__name__ = module_name, name, name
    setattr(module(module_name), name, thing)
    return thing


def rebuild(name):
    def function(*args):
        raise AssertionError("never called")
    return named("torch._utils", name, function)


FLOAT = named("torch", "FloatStorage")
HALF = named("torch", "HalfStorage")
BFLOAT = named("torch", "BFloat16Storage")
LONG = named("torch", "LongStorage")
TENSOR_V2 = rebuild("_rebuild_tensor_v2")
PARAMETER = rebuild("_rebuild_parameter")
DICT = named("torch.nn.modules.container", "ParameterDict")
CHECKPOINT = named("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint")


class Storage:
    def __init__(self, kind, key, count, data):
        self.kind, self.key, self.count, self.data = kind, key, count, data


class Tensor:
    def __init__(self, storage, offset, shape, strides):
        self.args = (storage, offset, shape, strides, False, collections.OrderedDict())

    def __reduce_ex__(self, protocol):
        return TENSOR_V2, self.args


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce_ex__(self, protocol):
        return PARAMETER, (self.tensor, True, collections.OrderedDict())


class Pickler(pickle.Pickler):
    legacy = False
    found = None

    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        self.found[value.key] = value
        ids = ("storage", value.kind, value.key, "cpu", value.count)
        return ids + (None,) if self.legacy else ids


def dump(value, legacy=False, protocol=2):
    out, found = io.BytesIO(), {}
    pickler = Pickler(out, protocol)
    pickler.legacy, pickler.found = legacy, found
    pickler.dump(value)
    return out.getvalue(), found


def save_zip(path, value, protocol=2, compress=zipfile.ZIP_STORED, order=None):
    data, found = dump(value, protocol=protocol)
    with zipfile.ZipFile(path, "w", compress) as archive:
        def put(name, content):
            archive.writestr(zipfile.ZipInfo("archive/" + name), content, compress)
        put("data.pkl", data)
        if order:
            put("byteorder", order)
        for key, storage in found.items():
            put("data/" + key, storage.data)
        put("version", "3\n")


def save_legacy(path, value):
    data, found = dump(value, legacy=True)
    system = {"protocol_version": 1001, "little_endian": True,
              "type_sizes": {"short": 2, "int": 4, "long": 4}}
    with open(path, "wb") as out:
        for head in (0x1950A86A20F9469CFC6C, 1001, system):
            pickle.dump(head, out, protocol=2)
        out.write(data)
        pickle.dump(sorted(found), out, protocol=2)
        for key in sorted(found):
            out.write(struct.pack("<q", found[key].count))
            out.write(found[key].data)


def floats(*values):
    return struct.pack("<%df" % len(values), *values)


def model():
    numbers = Storage(FLOAT, "0", 6, floats(0, 1, 2, 3, 4, 5))
    halves = Storage(HALF, "1", 2, struct.pack("<2e", 0.5, -2))
    brains = Storage(BFLOAT, "2", 1, b"\x80\x3f")
    steps = Storage(LONG, "3", 1, struct.pack("<q", -7))
    return {
        "epoch": 3,
        "global_step": 1 << 40,
        "loss": 0.25,
        "callbacks": {CHECKPOINT: {"best": None}},
        "state_dict": collections.OrderedDict([
            ("whole", Tensor(numbers, 0, (2, 3), (3, 1))),
            ("transposed", Tensor(numbers, 0, (3, 2), (1, 3))),
            ("tail", Tensor(numbers, 4, (2,), (1,))),
            ("halves", Parameter(Tensor(halves, 0, (2,), (1,)))),
            ("brains", Tensor(brains, 0, (), ())),
            ("steps", Tensor(steps, 0, (1,), (1,))),
        ]),
    }


def parameter_dict():
    data = Storage(FLOAT, "0", 4, floats(1, 2, 3, 4))
    holder = DICT()
    holder.training = True
    holder._parameters = collections.OrderedDict(
        [("*", Parameter(Tensor(data, 0, (2, 2), (2, 1))))])
    return {"string_to_token": {"*": 265}, "string_to_param": holder, "name": "old", "step": 1}


class Runs:
    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


def main(folder):
    os.makedirs(folder, exist_ok=True)

    def at(name):
        return os.path.join(folder, name)

    save_zip(at("model.ckpt"), model())
    save_zip(at("model-protocol4.pt"), model(), protocol=4, order="little")
    save_zip(at("model-deflated.pt"), model(), compress=zipfile.ZIP_DEFLATED)
    save_zip(at("model-big-endian.pt"), model(), order="big")
    save_legacy(at("model-legacy.ckpt"), model())
    save_zip(at("parameter-dict.pt"), parameter_dict())
    save_zip(at("hostile-system.ckpt"), {"state_dict": Runs(os.system, "true")})
    save_legacy(at("hostile-eval-legacy.ckpt"), {"state_dict": Runs(eval, "1")})
    save_zip(at("hostile-getattr-protocol4.pt"), {"a": Runs(getattr, "a", "b")}, protocol=4)
    beyond = Storage(FLOAT, "0", 2, floats(0, 1))
    save_zip(at("beyond.pt"), {"a": Tensor(beyond, 1, (2,), (1,))})


main(sys.argv[1])
