"""Makes annotators.tsv: what sd-webui-controlnet 1.1.455 makes of pictures with made weights.

OMP_NUM_THREADS=1 /usr/bin/python3 make.py EXTENSION DEPTH DEPTH2 > annotators.tsv

Debian's python3-torch 1.13, -opencv 4.6, -scipy and -numpy. EXTENSION is a checkout of
Mikubill/sd-webui-controlnet, DEPTH of LiheYoung/Depth-Anything, DEPTH2 of
DepthAnything/Depth-Anything-V2. Their networks and functions are run as they are, most of them made
narrower; only what they import of the webui and do not need is replaced by nothing. Weights are made
by a formula of their keys, which AnnotatorCases.java has too. Rows:

w  network  key  shape  spread  offset              a tensor
n  network  picture  w  h  numbers ...              what a network gives, at places far apart
m  module   w  h  resolution  a  b  w  h  bytes ... a map, at places far apart
l  name     w  h  a  b  crc                         lines drawn from made maps
p  name     w  h  crc                               poses drawn from made maps
"""

import importlib.util
import math
import sys
import types
import zlib

import cv2
import numpy as np
import torch
from torch import nn

EXTENSION, DEPTH, DEPTH2 = sys.argv[1:4]
torch.manual_seed(0)


class Nothing(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name)

    def __call__(self, *given, **named):
        return Nothing("called")

    def __mro_entries__(self, bases):
        return ()


for name in (
    "modules", "modules.safe", "modules.shared", "transformers", "transformers.modeling_outputs",
    "transformers.models", "transformers.models.clip", "transformers.models.clip.modeling_clip",
    "scripts", "scripts.logging", "scripts.utils", "torchvision", "torchvision.transforms",
    "matplotlib", "matplotlib.pyplot", "annotator.annotator_path", "huggingface_hub",
    "annotator.openpose.hand", "annotator.openpose.face", "annotator.openpose.animalpose",
    "annotator.openpose.wholebody", "safetensors", "safetensors.torch",
):
    sys.modules[name] = Nothing(name)
sys.modules["huggingface_hub"].PyTorchModelHubMixin = object
sys.modules["annotator.annotator_path"].models_path = "/nowhere"
devices = types.ModuleType("modules.devices")
devices.get_device_for = lambda what: torch.device("cpu")
sys.modules["modules.devices"] = sys.modules["modules"].devices = devices
einops = types.ModuleType("einops")
einops.rearrange = lambda x, how: x.permute(2, 0, 1)[None]
sys.modules["einops"] = einops
torchvision = sys.modules["torchvision.transforms"]
torchvision.Compose = lambda steps: lambda x: __import__("functools").reduce(lambda a, f: f(a), steps, x)
sys.path[:0] = [EXTENSION, DEPTH, DEPTH2, DEPTH + "/torchhub/facebookresearch_dinov2_main"]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


processor = load("processor", f"{EXTENSION}/scripts/preprocessor/legacy/processor.py")


def numbers(key, count):
    state = np.uint64(zlib.crc32(key.encode()))
    out = np.zeros(count, np.float64)
    a, c, mask = 1664525, 1013904223, 0xFFFFFFFF
    s = int(state)
    for i in range(count):
        s = (s * a + c) & mask
        out[i] = (s >> 8) / (1 << 24) * 2 - 1
    return out


# Layers whose weights are made smaller, so that not everything is black or white.
CALM = {
    "hed": {"projection.weight": 1.6, "block1.convs.0.weight": 0.01},
    "pidinet": {"conv_reduces": 0.02, "classifier": 0.7},
    "mlsd": {"block23.conv3.weight": 0.1},
}


def fill(network, net, key_of=lambda k: k):
    state = net.state_dict()
    for key, old in state.items():
        if not old.dtype.is_floating_point or key.endswith("mask_token"):
            continue
        shape = list(old.shape)
        fan = int(np.prod(shape[1:])) if len(shape) > 1 else 1
        spread, offset = (math.sqrt(6 / fan), 0) if len(shape) > 1 else (0.1, 0)
        if len(shape) == 1 and key.endswith(("weight", "running_var", "gamma")):
            spread, offset = 0.3, 1
        if key.endswith(("pos_embed", "cls_token")):
            spread = 0.5
        if key == "norm":
            spread, offset = 20, 120
        for part, by in CALM.get(network, {}).items():
            spread *= by if part in key else 1
        name = key_of(key)
        spread = float(np.float32(spread))
        x = (numbers(name, int(np.prod(shape))) * spread + offset).astype(np.float32)
        state[key] = torch.from_numpy(x.reshape(shape))
        print("\t".join(["w", network, name, ",".join(map(str, shape)), repr(spread), str(offset)]))
    net.load_state_dict(state)
    return net.eval()


def narrower(net, keep, by=8):
    """Every convolution an eighth as wide, but for the widths to keep."""
    width = lambda c: keep.get(c, c // by)
    for name, old in list(net.named_modules()):
        if isinstance(old, (nn.Conv2d, nn.ConvTranspose2d)):
            kind = type(old)
            more = {"output_padding": old.output_padding} if kind is nn.ConvTranspose2d else {}
            new = kind(width(old.in_channels), width(old.out_channels), old.kernel_size, old.stride,
                       old.padding, bias=old.bias is not None, **more)
            parent = net.get_submodule(name.rpartition(".")[0])
            setattr(parent, name.rpartition(".")[2], new)
        if isinstance(old, nn.InstanceNorm2d):
            old.num_features = width(old.num_features)
    return net


def noise(w, h):
    x = numbers(f"picture {w} {h}", w * h * 3)
    x = x.reshape(h, w, 3) * 40
    for j in range(h):
        for i in range(w):
            x[j, i] += [i * 120 // w + 40, 60 + j * 130 // h, 200 if (i // 9 + j // 7) % 2 else 50]
    return np.clip(np.floor(x), 0, 255).astype(np.uint8)


PLACES = 160


def places(count):
    return [int(k * (count - 1) / (PLACES - 1)) for k in range(PLACES)]


def network_row(network, w, h, y):
    y = y.detach().numpy().astype(np.float64).reshape(-1)
    print("\t".join(["n", network, str(w), str(h)] + [f"{y[i]:.6g}" for i in places(len(y))]))


def map_row(module, function, w, h, res, a=-1, b=-1):
    y, _ = function(noise(w, h), res=res, thr_a=a, thr_b=b)
    flat = np.ascontiguousarray(y).reshape(-1)
    if y.ndim == 3:
        flat = np.ascontiguousarray(y[:, :, 0]).reshape(-1)
    print("\t".join(map(str, ["m", module, w, h, res, a, b, y.shape[1], y.shape[0]]
                        + [int(flat[i]) for i in places(len(flat))])))


def tensor(w, h):
    return torch.from_numpy(noise(w, h)).float().permute(2, 0, 1)[None]


SIZES = [(70, 50, 64), (64, 128, 128)]

import annotator.hed as hed_module

hed = hed_module.ControlNetHED_Apache2()
hed = fill("hed", narrower(hed, {3: 3, 1: 1}))
hed_module.netNetwork = hed
network_row("hed", 64, 64, sum(
    nn.functional.interpolate(e, (64, 64), mode="bilinear") for e in hed(tensor(64, 64))) / 5)
for w, h, res in SIZES:
    map_row("hed", processor.hed, w, h, res)
    map_row("hed_safe", processor.hed_safe, w, h, res)
    map_row("scribble_hed", processor.scribble_hed, w, h, res)

import annotator.pidinet as pidinet_module

pidinet = fill("pidinet", pidinet_module.pidinet())
pidinet_module.netNetwork = pidinet
network_row("pidinet", 64, 64, pidinet(tensor(64, 64) / 255)[-1])
for w, h, res in SIZES:
    map_row("pidinet", processor.pidinet, w, h, res)
    map_row("pidinet_safe", processor.pidinet_safe, w, h, res)
    map_row("pidinet_sketch", processor.pidinet_ts, w, h, res)
    map_row("pidinet_scribble", processor.scribble_pidinet, w, h, res)

import annotator.lineart as lineart_module

generator = fill("lineart", narrower(lineart_module.Generator(3, 1, 3), {3: 3, 1: 1}))
for name in ("lineart", "lineart_coarse"):
    detector = lineart_module.LineartDetector("sk_model.pth")
    detector.model = generator
    setattr(processor, "model_" + name, detector)
network_row("lineart", 64, 64, generator(tensor(64, 64) / 255))
for w, h, res in SIZES:
    map_row("lineart", processor.lineart, w, h, res)
    map_row("lineart_coarse", processor.lineart_coarse, w, h, res)

import annotator.mlsd as mlsd_module

mlsd = fill("mlsd", mlsd_module.MobileV2_MLSD_Large())
mlsd_module.mlsdmodel = mlsd
x = torch.cat([tensor(64, 64), torch.ones(1, 1, 64, 64)], 1) / 127.5 - 1
network_row("mlsd", 64, 64, mlsd(x))
for w, h, res in SIZES:
    map_row("mlsd", processor.mlsd, w, h, res, 0.1, 0.1)


def depth(network, dpt, vit, **how):
    net = nn.Module()
    net.pretrained = vit(img_size=518, patch_size=14, embed_dim=128, depth=how["depth"], num_heads=2,
                         mlp_ratio=4, init_values=1.0, block_chunks=0)
    net.depth_head = dpt.DPTHead(*how["head"], features=16, out_channels=[8, 16, 32, 24])
    return fill(network, net)


import depth_anything.dpt as dpt_one
import depth_anything_v2.dpt as dpt_two
from dinov2.models.vision_transformer import DinoVisionTransformer as VitOne
from depth_anything_v2.dinov2 import DinoVisionTransformer as VitTwo
from functools import partial
from depth_anything_v2.dinov2_layers import MemEffAttention, NestedTensorBlock

VitTwo = partial(VitTwo, block_fn=partial(NestedTensorBlock, attn_class=MemEffAttention))
import annotator.depth_anything as depth_one
import annotator.depth_anything_v2 as depth_two

one = depth("depth_anything", dpt_one, VitOne, depth=5, head=[1, 128])
one.forward = types.MethodType(dpt_one.DPT_DINOv2.forward, one)
two = depth("depth_anything_v2", dpt_two, VitTwo, depth=8, head=[128])
two.encoder = "tiny"
two.intermediate_layer_idx = {"tiny": [1, 3, 5, 7]}
two.forward = types.MethodType(dpt_two.DepthAnythingV2.forward, two)
for name, net, module in (("depth_anything", one, depth_one), ("depth_anything_v2", two, depth_two)):
    kind = depth_one.DepthAnythingDetector if net is one else depth_two.DepthAnythingV2Detector
    detector = kind.__new__(kind)
    detector.device = torch.device("cpu")
    detector.model = net
    setattr(processor, "model_" + name, detector)
with torch.no_grad():
    for w, h, res in ((70, 50, 64), (64, 128, 64)):
        map_row("depth_anything", partial(processor.depth_anything, colored=False), w, h, res)
    map_row("depth_anything_v2", partial(processor.depth_anything_v2, colored=False), 70, 50, 64)

from annotator.openpose import OpenposeDetector, draw_poses
from annotator.openpose.body import Body
from annotator.openpose.model import bodypose_model
from annotator.openpose.types import BodyResult, HumanPoseResult, Keypoint

pose = narrower(bodypose_model(), {3: 3, 38: 38, 19: 19, 185: 16 + 57})
pose = fill("openpose", pose, lambda key: ".".join(key.split(".")[1:]))
x = torch.flip(tensor(64, 64), [1]) / 256 - 0.5
network_row("openpose", 64, 64, torch.cat(pose(x), 1))
detector = OpenposeDetector()
detector.body_estimation = body = Body.__new__(Body)
body.cn_device = torch.device("cpu")
detector.hand_estimation = detector.face_estimation = Nothing("none")
processor.g_openpose_model.model_openpose = detector


class Made:
    """Maps of stick figures, as PoseCases in AnnotatorCases.java makes them."""

    def __init__(self, figures):
        self.figures = figures

    def to(self, device):
        return self

    def __call__(self, x):
        h, w = x.shape[2] // 8, x.shape[3] // 8
        joints = np.zeros((1, 19, h, w), np.float32)
        fields = np.zeros((1, 38, h, w), np.float32)
        limbs = [[1, 2], [1, 5], [2, 3], [3, 4], [5, 6], [6, 7], [1, 8], [8, 9], [9, 10], [1, 11],
                 [11, 12], [12, 13], [1, 0], [0, 14], [14, 16], [0, 15], [15, 17], [2, 16], [5, 17]]
        first = [12, 20, 14, 16, 22, 24, 0, 2, 4, 6, 8, 10, 28, 30, 34, 32, 36, 18, 26]
        for points in self.figures:
            for k, point in enumerate(points):
                if point is None:
                    continue
                for j in range(h):
                    for i in range(w):
                        far = (i - point[0] * w) ** 2 + (j - point[1] * h) ** 2
                        joints[0, k, j, i] = max(joints[0, k, j, i], np.float32(0.9 / (1 + far)))
            for limb, (a, b) in enumerate(limbs):
                if points[a] is None or points[b] is None:
                    continue
                ax, ay = points[a][0] * w, points[a][1] * h
                bx, by = points[b][0] * w, points[b][1] * h
                length = math.sqrt((bx - ax) ** 2 + (by - ay) ** 2)
                for j in range(h):
                    for i in range(w):
                        along = ((i - ax) * (bx - ax) + (j - ay) * (by - ay)) / length
                        beside = abs((i - ax) * (by - ay) - (j - ay) * (bx - ax)) / length
                        if -1 <= along <= length + 1 and beside <= 1.5:
                            fields[0, first[limb], j, i] = (bx - ax) / length
                            fields[0, first[limb] + 1, j, i] = (by - ay) / length
        return torch.from_numpy(fields), torch.from_numpy(joints)


FIGURE = [(.5, .12), (.5, .25), (.38, .26), (.3, .42), (.25, .58), (.62, .26), (.7, .42), (.76, .56),
          (.43, .55), (.42, .74), (.4, .93), (.57, .55), (.58, .74), (.61, .92), (.47, .09),
          (.53, .09), (.43, .11), (.57, .11)]


def moved(scale, x, y, without=()):
    return [None if k in without else (p[0] * scale + x, p[1] * scale + y) for k, p in enumerate(FIGURE)]


POSES = {
    "one": [moved(1, 0, 0)],
    "small": [moved(.5, .1, .2)],
    "two": [moved(.55, -.05, .1), moved(.5, .5, .3)],
    "half": [moved(1.4, -.2, .05, (8, 9, 10, 11, 12, 13))],
    "headless": [moved(.9, .05, .05, (0, 14, 15, 16, 17))],
}
for name, figures in POSES.items():
    large = [(512, 704)] if name == "two" else []
    for w, h in [(256, 256), (320, 192), (192, 128), *large]:
        body.model = Made(figures)
        canvas = detector(noise(8, 8).repeat(h // 8, 0).repeat(w // 8, 1))
        print("\t".join(map(str, ["p", name, w, h, f"{zlib.crc32(canvas.tobytes()):08x}"])))


class Lines:
    """Middles and ends of segments by the formula of AnnotatorCases.java."""

    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        h, w = x.shape[2] // 2, x.shape[3] // 2
        y = numbers(self.name, 9 * h * w).reshape(1, 9, h, w) * 30
        y[:, 0] = y[:, 0] / 3 - 8
        return torch.from_numpy(y.astype(np.float32))

    def to(self, device):
        return self

    def eval(self):
        return self


for name in ("lines a", "lines b", "lines c"):
    for w, h, a, b in ((128, 64, 0.1, 0.1), (64, 192, 0.5, 12.0), (256, 256, 0.86, 20.0)):
        mlsd_module.mlsdmodel = Lines(name)
        y = mlsd_module.apply_mlsd(np.zeros((h, w, 3), np.uint8), a, b)
        print("\t".join(map(str, ["l", name, w, h, a, b, f"{zlib.crc32(y.tobytes()):08x}"])))
