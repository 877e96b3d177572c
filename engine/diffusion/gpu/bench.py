#!/usr/bin/env python3
"""Measures Atelier's networks on a graphics card, without Atelier: they are TorchScript text, which any
PyTorch runs. Needs Python 3.9 and PyTorch 2.7 or later, nothing else; no weights, as random ones are made.

    atelier bench --export DIR          # on any machine: writes the networks, a few hundred kilobytes
    python3 bench.py DIR [--json FILE]  # on the machine with the card

It first checks each network of SD1.5 on the card against the same text in float32 on the processor, with the
same weights, and ends with status 1 where they differ by more than the bound. Then it times them, beside
the same networks written as ordinary PyTorch modules (eager and torch.compile) and the card's own rate for a
matrix product. The modules are checked against the text too, so that both do the same work.
"""

import argparse
import json
import math
import os
import sys
import time
import zlib

import torch
import torch.nn.functional as F
from torch import nn

# The largest difference from float32 on the processor, as a share of the largest number of the answer. float16 has
# 11 binary digits, and some hundred layers follow each other; a wrong layer gives a difference near 1.
BOUND = 0.02
STEPS = 20
XL_STEPS = 30


class Plain(nn.Module):
    """The UNet of latent diffusion as ordinary modules, with the key names of the LDM source."""

    def __init__(self, s):
        super().__init__()
        width = s["channels"]
        self.channels = width
        emb = 4 * width
        self.time_embed = nn.Sequential(nn.Linear(width, emb), nn.SiLU(), nn.Linear(emb, emb))
        self.label_emb = None
        if s["adm"] > 0:
            self.label_emb = nn.Sequential(
                nn.Sequential(nn.Linear(s["adm"], emb), nn.SiLU(), nn.Linear(emb, emb)))
        down = [Parts(nn.Conv2d(s.get("in", 4), width, 3, padding=1))]
        skips = [width]
        for level, factor in enumerate(s["multipliers"]):
            own = factor * s["channels"]
            for _ in range(s["res_blocks"]):
                down.append(Parts(Residual(width, own, emb), *spatial(s, own, s["depths"][level])))
                width = own
                skips.append(width)
            if level + 1 < len(s["multipliers"]):
                down.append(Parts(Down(width)))
                skips.append(width)
        self.input_blocks = nn.ModuleList(down)
        self.middle_block = Parts(
            Residual(width, width, emb), *spatial(s, width, s["middle_depth"]), Residual(width, width, emb))
        up = []
        for level in reversed(range(len(s["multipliers"]))):
            own = s["multipliers"][level] * s["channels"]
            for i in range(s["res_blocks"] + 1):
                parts = [Residual(width + skips.pop(), own, emb), *spatial(s, own, s["depths"][level])]
                width = own
                if i == s["res_blocks"] and level > 0:
                    parts.append(Up(width))
                up.append(Parts(*parts))
        self.output_blocks = nn.ModuleList(up)
        self.out = nn.Sequential(nn.GroupNorm(32, width), nn.SiLU(), nn.Conv2d(width, 4, 3, padding=1))

    def forward(self, x, t, context, y=None):
        half = self.channels // 2
        rates = torch.exp(-math.log(10000) * torch.arange(half, device=x.device, dtype=torch.float32) / half)
        angles = t[:, None].float() * rates[None]
        emb = torch.cat([torch.cos(angles), torch.sin(angles)], -1).to(context.dtype)
        emb = self.time_embed(emb)
        if self.label_emb is not None:
            emb = emb + self.label_emb(y.to(context.dtype))
        h = x.to(context.dtype)
        skips = []
        for block in self.input_blocks:
            h = block(h, emb, context)
            skips.append(h)
        h = self.middle_block(h, emb, context)
        for block in self.output_blocks:
            h = block(torch.cat([h, skips.pop()], 1), emb, context)
        return self.out(h).float()


class Parts(nn.Sequential):
    def forward(self, h, emb, context):
        for part in self:
            if isinstance(part, Residual):
                h = part(h, emb)
            elif isinstance(part, Spatial):
                h = part(h, context)
            else:
                h = part(h)
        return h


class Residual(nn.Module):
    def __init__(self, have, want, emb):
        super().__init__()
        self.in_layers = nn.Sequential(nn.GroupNorm(32, have), nn.SiLU(), nn.Conv2d(have, want, 3, padding=1))
        self.emb_layers = nn.Sequential(nn.SiLU(), nn.Linear(emb, want))
        self.out_layers = nn.Sequential(
            nn.GroupNorm(32, want), nn.SiLU(), nn.Identity(), nn.Conv2d(want, want, 3, padding=1))
        self.skip_connection = nn.Identity() if have == want else nn.Conv2d(have, want, 1)

    def forward(self, x, emb):
        h = self.in_layers(x) + self.emb_layers(emb)[:, :, None, None]
        return self.skip_connection(x) + self.out_layers(h)


class Down(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.op = nn.Conv2d(width, width, 3, stride=2, padding=1)

    def forward(self, x):
        return self.op(x)


class Up(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))


def spatial(s, width, depth):
    if depth == 0:
        return []
    heads = s["heads"] if s["heads"] > 0 else width // s["head_channels"]
    return [Spatial(width, heads, depth, s["context"], s["linear"])]


class Spatial(nn.Module):
    def __init__(self, width, heads, depth, context, linear):
        super().__init__()
        self.linear = linear
        self.norm = nn.GroupNorm(32, width, eps=1e-6)
        self.proj_in = nn.Linear(width, width) if linear else nn.Conv2d(width, width, 1)
        self.transformer_blocks = nn.ModuleList(Block(width, heads, context) for _ in range(depth))
        self.proj_out = nn.Linear(width, width) if linear else nn.Conv2d(width, width, 1)

    def forward(self, x, context):
        b, c, high, wide = x.shape
        h = self.norm(x)
        if not self.linear:
            h = self.proj_in(h)
        h = h.permute(0, 2, 3, 1).reshape(b, high * wide, c)
        if self.linear:
            h = self.proj_in(h)
        for block in self.transformer_blocks:
            h = block(h, context)
        if self.linear:
            h = self.proj_out(h)
        h = h.reshape(b, high, wide, c).permute(0, 3, 1, 2)
        if not self.linear:
            h = self.proj_out(h)
        return x + h


class Block(nn.Module):
    def __init__(self, width, heads, context):
        super().__init__()
        self.attn1 = Attention(width, heads, width)
        self.ff = Feed(width)
        self.attn2 = Attention(width, heads, context)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.norm3 = nn.LayerNorm(width)

    def forward(self, h, context):
        z = self.norm1(h)
        h = h + self.attn1(z, z)
        h = h + self.attn2(self.norm2(h), context)
        return h + self.ff(self.norm3(h))


class Feed(nn.Module):
    def __init__(self, width):
        super().__init__()
        gate = nn.Module()
        gate.proj = nn.Linear(width, 8 * width)
        self.net = nn.ModuleList([gate, nn.Identity(), nn.Linear(4 * width, width)])

    def forward(self, h):
        value, gate = self.net[0].proj(h).chunk(2, -1)
        return self.net[2](value * F.gelu(gate))


class Attention(nn.Module):
    def __init__(self, width, heads, context):
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context, width, bias=False)
        self.to_v = nn.Linear(context, width, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, h, context):
        b, n, c = h.shape
        q, k, v = (
            to(x).view(b, x.shape[1], self.heads, -1).transpose(1, 2)
            for to, x in ((self.to_q, h), (self.to_k, context), (self.to_v, context)))
        y = F.scaled_dot_product_attention(q, k, v)
        return self.to_out[0](y.transpose(1, 2).reshape(b, n, c))


def weight(key, shape, device):
    """Numbers that keep activations at their size; the same for a key on every run and device."""
    if len(shape) == 1:
        return torch.full(shape, 1.0 if key.endswith(".weight") else 0.0, device=device)
    made = torch.Generator().manual_seed(zlib.crc32(key.encode()))
    spread = math.sqrt(3 * shape[0] / math.prod(shape))
    return torch.empty(shape).uniform_(-spread, spread, generator=made).to(device)


def archive(folder, file, facts, device):
    module = torch.jit.load(os.path.join(folder, file), map_location=device)
    for key, shape in facts["weights"].items():
        module.put(key, weight(key, shape, device), -1, shape)
    module.forget()
    return module


def inputs(facts, device):
    made = torch.Generator().manual_seed(7)
    all_ = {}
    for name, shape in facts["inputs"].items():
        if name == "ids":
            all_[name] = torch.randint(0, 49000, shape, generator=made).to(device)
        elif name == "t":
            all_[name] = torch.full(shape, 601.0, device=device)
        else:
            all_[name] = torch.randn(shape, generator=made).to(device)
    return all_


def call(module, facts, given):
    """One evaluation: float32 in and out, as the program calls it."""
    if facts["kind"] == "unet":
        y = [given["y"]] if "y" in given else []
        return module.forward(given["x"], given["t"], given["context"], y, [], [], [], [])
    if facts["kind"] == "vae":
        return module.decode(given["z"])
    return module.encode(given["ids"], 1, True)


def difference(a, b):
    return float((a.cpu() - b.cpu()).abs().max() / b.cpu().abs().max())


class Clock:
    def __init__(self, device):
        self.device = device

    def settle(self):
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def median(self, act, runs, warm=3):
        """Seconds of one call; the card has finished before and after each."""
        for _ in range(warm):
            act()
        times = []
        for _ in range(runs):
            self.settle()
            begin = time.perf_counter()
            act()
            self.settle()
            times.append(time.perf_counter() - begin)
        return sorted(times)[runs // 2]


def matmul_rate(device, dtype, clock):
    n = 8192 if device.type == "cuda" else 1024
    a = torch.randn(n, n, device=device, dtype=dtype)
    b = torch.randn(n, n, device=device, dtype=dtype)
    return 2 * n ** 3 / clock.median(lambda: a @ b, 10)


def loop(unet, facts, given, steps):
    """A picture's steps with guidance by Euler's method; its numbers are made before, on the host."""
    sigmas = [14.6 * (1 - i / steps) + 0.03 for i in range(steps)] + [0.0]
    times = [torch.full([2], 999.0 * (1 - i / steps), device=given["t"].device) for i in range(steps)]

    def run():
        x = given["x"][:1] * sigmas[0]
        for i in range(steps):
            scaled = x / math.sqrt(sigmas[i] ** 2 + 1)
            step = dict(given, x=torch.cat([scaled, scaled]), t=times[i])
            cond, uncond = call(unet, facts, step).chunk(2)
            x = x + (uncond + 7.5 * (cond - uncond)) * (sigmas[i + 1] - sigmas[i])
        return x

    return run


def graphed(act):
    """The same replayed as one CUDA graph, which costs the host nothing."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            act()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        act()
    return graph.replay


def plain(facts, device, dtype):
    module = Plain(facts["sizes"]).to(device)
    with torch.no_grad():
        for key, parameter in module.named_parameters():
            parameter.copy_(weight(key, list(parameter.shape), device))
    return module.to(dtype).eval().requires_grad_(False)


class Bench:
    def __init__(self, folder, device, runs):
        with open(os.path.join(folder, "networks.json"), encoding="utf-8") as file:
            self.networks = json.load(file)["networks"]
        self.folder = folder
        self.device = device
        self.dtype = torch.float16 if device.type == "cuda" else torch.float32
        self.clock = Clock(device)
        self.runs = runs
        self.rows = []
        self.wrong = []

    def row(self, name, value, unit, note=""):
        self.rows.append({"name": name, "value": value, "unit": unit, "note": note})
        print(f"{name:58} {value:12.4g} {unit:10} {note}", flush=True)

    def check(self, name, value):
        if not value <= BOUND:
            self.wrong.append(name)
        self.row(name, value, "of max", f"bound {BOUND}" if value <= BOUND else f"WRONG, bound {BOUND}")

    def network(self, name):
        """Checks one against float32 on the processor, and returns it on the card."""
        facts = self.networks[name]
        given = inputs(facts, self.device)
        own = facts["archive"] if self.device.type == "cuda" else facts["exact"]
        on_card = archive(self.folder, own, facts, self.device)
        answer = call(on_card, facts, given)
        if not name.startswith("sdxl"):  # the processor would take minutes for it
            processor = torch.device("cpu")
            exact = archive(self.folder, facts["exact"], facts, processor)
            expected = call(exact, facts, inputs(facts, processor))
            self.check(f"{name}: difference from float32 on the processor", difference(answer, expected))
        return on_card, facts, given, answer

    def unet(self, name, steps):
        module, facts, given, answer = self.network(name)
        rate = 1 / self.clock.median(lambda: call(module, facts, given), self.runs)
        self.row(f"{name}: our text", rate, "it/s", "guidance, batch 2")
        run = loop(module, facts, given, steps)
        self.row(f"{name}: {steps} steps", self.clock.median(run, 3, 1), "s")
        if self.device.type == "cuda":
            self.optional(f"{name}: our text as a CUDA graph", lambda: graphed(lambda: call(module, facts, given)))
        del module
        own = plain(facts, self.device, self.dtype)
        y = given.get("y")
        context = given["context"].to(self.dtype)

        def eager():
            return own(given["x"], given["t"], context, y)

        self.check(f"{name}: difference of the plain modules", difference(eager(), answer))
        self.row(f"{name}: plain modules, eager", 1 / self.clock.median(eager, self.runs), "it/s")
        own = own.to(memory_format=torch.channels_last)
        self.row(f"{name}: the same, channels last", 1 / self.clock.median(eager, self.runs), "it/s")
        if hasattr(torch, "compile") and self.device.type == "cuda":
            built = torch.compile(own)
            self.optional(f"{name}: the same, torch.compile", lambda: lambda: built(given["x"], given["t"], context, y))
        del own
        if self.device.type == "cuda":
            torch.cuda.empty_cache()

    def optional(self, name, prepare):
        """What a card or a build may not be able to do."""
        try:
            act = prepare()
            self.row(name, 1 / self.clock.median(act, self.runs), "it/s")
        except Exception as e:  # the sentence is the result
            self.row(name, float("nan"), "it/s", f"not possible: {str(e).splitlines()[0][:120]}")

    def run(self):
        rate = matmul_rate(self.device, self.dtype, self.clock)
        self.row("matrix product", rate / 1e12, "TFLOP/s", str(self.dtype))
        for name, facts in self.networks.items():
            if facts["kind"] == "unet":
                self.unet(name, XL_STEPS if name.startswith("sdxl") else STEPS)
            else:
                module, facts, given, _ = self.network(name)
                seconds = self.clock.median(lambda: call(module, facts, given), self.runs)
                self.row(f"{name}: our text", 1000 * seconds, "ms")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("folder", help="what `atelier bench --export` wrote")
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments.add_argument("--runs", type=int, default=20, help="timed calls of each, the median counts")
    arguments.add_argument("--json", help="also write the rows here")
    options = arguments.parse_args()
    device = torch.device(options.device)
    torch.backends.cudnn.benchmark = True
    card = torch.cuda.get_device_name(device) if device.type == "cuda" else "processor"
    print(f"{card}, PyTorch {torch.__version__}")
    bench = Bench(options.folder, device, options.runs)
    # The program turns TorchScript's optimizer off as well: it would compile again for each size.
    with torch.inference_mode(), torch.jit.optimized_execution(False):
        bench.run()
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"card": card, "pytorch": torch.__version__, "rows": bench.rows}, file, indent=1)
    if bench.wrong:
        sys.exit("wrong: " + "; ".join(bench.wrong))


if __name__ == "__main__":
    main()
