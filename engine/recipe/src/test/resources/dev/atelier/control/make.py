"""Makes maps.tsv: what sd-webui-controlnet 1.1.455 makes of the pictures of MapCases.java.

/usr/bin/python3 make.py EXTENSION > maps.tsv     (Debian's python3-opencv 4.6.0 and python3-numpy)

EXTENSION is a checkout of Mikubill/sd-webui-controlnet. Its functions are run as they are; only
what they do not need of torch and the webui is replaced by nothing. Each row is a picture, its
size, what is done to it with which numbers, the size that came out and the CRC-32 of its bytes.
"""

import ast
import sys
import types
import zlib

import cv2
import numpy as np

EXTENSION = sys.argv[1]


class Nothing(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name)

    def __call__(self, *given, **named):
        return Nothing("called")

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __mro_entries__(self, bases):
        return ()


def functions(path, names, space):
    tree = ast.parse(open(f"{EXTENSION}/{path}", encoding="utf-8").read())
    members = [it for node in tree.body if isinstance(node, ast.ClassDef) for it in node.body]
    for node in tree.body + members:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in names:
            node.decorator_list = []
            node.returns = None
            for it in getattr(node, "args", ast.arguments([], [], None, [], [], None, [])).args:
                it.annotation = None
            exec(compile(ast.Module([node], []), path, "exec"), space)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names:
            exec(compile(ast.Module([node], []), path, "exec"), space)
        if isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") in names:
            exec(compile(ast.Module([node], []), path, "exec"), space)


space = {"np": np, "cv2": cv2, "logger": Nothing("logger")}
functions("annotator/util.py", {"HWC3", "make_noise_disk"}, space)
functions("annotator/color/__init__.py", {"cv2_resize_shortest_edge", "apply_color"}, space)
space["model_color"] = space["apply_color"]
functions(
    "scripts/preprocessor/legacy/processor.py",
    {
        "pad64", "safer_memory", "resize_image_with_pad", "canny", "scribble_xdog",
        "tile_resample", "threshold", "identity", "invert", "color", "lineart_standard",
        "recolor_luminance", "recolor_intensity", "blur_gaussian",
    },
    space,
)
functions("annotator/shuffle/__init__.py", {"ContentShuffleDetector"}, space)
functions("scripts/utils.py", {"get_unique_axis0"}, space)
functions(
    "scripts/lvminthin.py",
    {
        "lvmin_kernels_raw", "lvmin_kernels", "lvmin_prunings_raw", "lvmin_prunings",
        "remove_pattern", "thin_one_time", "lvmin_thin", "nake_nms",
    },
    space,
)
functions("internal_controlnet/external_code.py", {"pixel_perfect_resolution"}, space)
space["get_pytorch_control"] = lambda x: x


class ResizeMode:
    RESIZE = "STRETCH"
    INNER_FIT = "CROP"
    OUTER_FIT = "FILL"


space["ResizeMode"] = ResizeMode
functions("scripts/controlnet.py", {"detectmap_proc"}, space)


def shuffle(img, res, thr_a, thr_b):
    np.random.seed(int(thr_a))
    padded, remove_pad = space["resize_image_with_pad"](img, res)
    return space["ContentShuffleDetector"]()(remove_pad(padded)), True


space["shuffle"] = shuffle


def noise(w, h):
    x = np.zeros(w * h * 3, np.uint8)
    state = 12345
    for i in range(len(x)):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        x[i] = state >> 24
    return x.reshape(h, w, 3)


def each(w, h, colour):
    x = np.zeros((h, w, 3), np.uint8)
    for j in range(h):
        for i in range(w):
            x[j, i] = colour(i, j)
    return x


def grey(w, h):
    return each(w, h, lambda i, j: [(i * 7 + j * 13 + i * j // 5) & 255] * 3)


def lines(w, h):
    white = lambda i, j: i == j or i == w // 2 or j == h // 3 or (i + j) % 17 == 0
    return each(w, h, lambda i, j: [255 if white(i, j) else 0] * 3)


def scene(w, h):
    def colour(i, j):
        if 25 * ((i - w // 3) ** 2 + (j - h // 2) ** 2) < min(w, h) ** 2:
            return [250, 220, 40]
        if i > w * 2 // 3 and h // 4 < j < h // 2:
            return [200, 30, 60]
        return [i * 120 // w, 60 + j * 130 // h, 200 - i * 90 // w]

    return each(w, h, colour)


def areas(w, h):
    palette = [[0, 0, 0], [120, 120, 80], [4, 200, 3], [150, 5, 61], [255, 255, 255]]
    return each(w, h, lambda i, j: palette[(i // 9 + j // 7) % 5])


def blobs(w, h):
    return each(w, h, lambda i, j: [255 if (i // 11 + j // 8) % 3 == 0 else 0] * 3)


PICTURES = {f.__name__: f for f in (noise, grey, lines, scene, areas, blobs)}


def row(name, w, h, what, numbers, result):
    result = np.ascontiguousarray(result.astype(np.uint8))
    out = [name, w, h, what, *numbers, result.shape[1], result.shape[0]]
    print("\t".join(map(str, out + [f"{zlib.crc32(result.tobytes()):08x}"])))


def draw(name, w, h, module, res, a, b):
    picture = PICTURES[name](w, h)
    result, _ = space[module](picture, res=res, thr_a=a, thr_b=b)
    row(name, w, h, module, [res, a, b], space["HWC3"](result))


def fit(name, w, h, mode, to_w, to_h):
    picture = PICTURES[name](w, h)
    _, result = space["detectmap_proc"](picture, "none", mode, to_h, to_w)
    row(name, w, h, "fit", [mode, to_w, to_h], result)


SIZES = [(37, 29), (150, 113), (64, 64), (128, 256), (91, 200), (5, 9)]
for n in PICTURES:
    for w, h in SIZES:
        draw(n, w, h, "canny", 64, 100, 200)
    draw(n, 150, 113, "canny", 100, 255, 1)
    draw(n, 101, 77, "canny", 72, 40, 90)
    draw(n, 37, 29, "canny", 128, 30, 60)
    draw(n, 150, 113, "threshold", 64, 127, -1)
    draw(n, 37, 29, "threshold", 96, 30.5, -1)
    draw(n, 150, 113, "scribble_xdog", 64, 32, -1)
    draw(n, 37, 29, "scribble_xdog", 72, 8, -1)
    draw(n, 113, 150, "lineart_standard", 64, -1, -1)
    draw(n, 150, 113, "invert", 64, -1, -1)
    draw(n, 150, 113, "tile_resample", 64, 1.05, -1)
    draw(n, 150, 113, "tile_resample", 64, 2, -1)
    draw(n, 150, 113, "tile_resample", 64, 3.37, -1)
    draw(n, 150, 113, "blur_gaussian", 64, 9.0, -1)
    draw(n, 37, 29, "blur_gaussian", 64, 0.7, -1)
    draw(n, 37, 29, "blur_gaussian", 64, 0.01, -1)
    draw(n, 37, 29, "blur_gaussian", 64, 40.0, -1)
    draw(n, 150, 113, "recolor_luminance", 64, 1.0, -1)
    draw(n, 150, 113, "recolor_luminance", 64, 0.6, -1)
    draw(n, 150, 113, "recolor_intensity", 64, 1.0, -1)
    draw(n, 150, 113, "recolor_intensity", 64, 1.7, -1)
    draw(n, 150, 113, "color", 128, -1, -1)
    draw(n, 37, 29, "color", 192, -1, -1)
    draw(n, 150, 113, "shuffle", 256, 7, -1)
    draw(n, 37, 29, "shuffle", 300, 4294967295, -1)
    for mode in ("STRETCH", "CROP", "FILL"):
        for w, h, to_w, to_h in (
            (64, 48, 128, 128), (150, 113, 64, 64), (37, 29, 72, 40), (64, 64, 64, 64),
            (100, 50, 64, 96), (61, 83, 56, 88), (128, 128, 64, 64),
        ):
            fit(n, w, h, mode, to_w, to_h)
for w, h, to_w, to_h in ((333, 500, 512, 768), (1, 1, 8, 8), (800, 601, 512, 512), (512, 512, 640, 360)):
    for mode in ("STRETCH", "CROP", "FILL"):
        got = space["pixel_perfect_resolution"](np.zeros((h, w, 3), np.uint8), to_h, to_w, mode)
        print("\t".join(map(str, ["none", w, h, "perfect", mode, to_w, to_h, got, 0, 0])))
