# What every network has in common: receiving weights one at a time, and showing its layers.

# Takes one weight under its key. `raw` holds the file's bytes or numbers; they are copied.
def put(self, key: str, raw: Tensor, stored: int, shape: List[int]) -> int:
    t = raw
    if stored >= 0:
        t = torch.view_copy(raw, dtype=stored)
    t = torch.reshape(t, shape)
    if is_exact(key):
        self.w[key] = torch.to(t, 6, False, True)
    elif is_laid_out(t):
        prepare(self.w, key, converted(self.w, t, self.dtype))
    else:
        prepare(self.w, key, torch.to(t, self.dtype, False, True))
    return len(self.w)

# The same of float32 numbers in memory that PyTorch owns. They are laid out without a copy in between
# where they are in the right format already.
def put_made(self, key: str, t: Tensor) -> int:
    if self.dtype == 6 and is_laid_out(t) and not is_exact(key):
        prepare(self.w, key, t)
    else:
        self.put(key, t, -1, t.size())
    return len(self.w)

# A copy in another format, which the next call overwrites: fresh memory for each weight would cost more
# than converting it.
def converted(w: Dict[str, Tensor], t: Tensor, dtype: int) -> Tensor:
    n = t.numel()
    have = 0
    if "run:converted" in w:
        have = w["run:converted"].numel()
    if have < n:
        w["run:converted"] = torch.empty([n], dtype=dtype, device=t.device)
    copy = torch.reshape(w["run:converted"][0:n], t.size())
    return torch.copy_(copy, t)

# A copy in float32, for changes before it is put.
def widened(self, raw: Tensor, stored: int, shape: List[int]) -> Tensor:
    t = raw
    if stored >= 0:
        t = torch.view_copy(raw, dtype=stored)
    return torch.to(torch.reshape(t, shape), 6, False, True)

# The same in memory that the next call overwrites.
def widened_again(self, raw: Tensor, stored: int, shape: List[int]) -> Tensor:
    t = raw
    if stored >= 0:
        t = torch.view_copy(raw, dtype=stored)
    return converted(self.w, torch.reshape(t, shape), 6)

def drop(self, key: str) -> int:
    self.w.pop(key)
    return len(self.w)

# Fills one weight with normal numbers of the given spread, for benchmarks without a checkpoint.
def put_random(self, key: str, shape: List[int], std: float) -> int:
    t = torch.mul(torch.randn(shape), std)
    return self.put(key, t, -1, shape)

# Starts or stops keeping a copy of each layer's output in the weights, under "trace:<path>".
def trace(self, on: bool) -> int:
    if on:
        self.w["trace"] = torch.zeros([1])
    else:
        for key in list(self.w.keys()):
            if key.startswith("trace"):
                self.w.pop(key)
    return len(self.w)

# The kept output of a layer, in float32.
def traced(self, path: str) -> Tensor:
    return torch.contiguous(torch.to(self.w["trace:" + path], 6))

# Moves the large weights to the processor's memory, or back to the device of `like`. From there each is
# copied to the device for the layer that computes: slower, but a network of any size runs.
def offload(self, on: bool, like: Tensor) -> int:
    if on:
        self.w["offloaded"] = torch.zeros([1])
    elif "offloaded" in self.w:
        self.w.pop("offloaded")
    for key in list(self.w.keys()):
        t = self.w[key]
        if is_movable(key, t):
            if on:
                self.w[key] = torch.cpu(t)
            else:
                self.w[key] = torch.to(t, like.device)
    return self.offload_bytes()

def offload_bytes(self) -> int:
    total = 0
    for key in list(self.w.keys()):
        t = self.w[key]
        if is_movable(key, t):
            total = total + t.numel() * t.element_size()
    return total

# What the primitives read through `near`.
def is_movable(key: str, t: Tensor) -> bool:
    return t.dim() > 1 and not is_exact(key) and not key.startswith("run:") and not key.startswith("trace")

def has(self, key: str) -> int:
    return int(key in self.w)

# The first and last convolutions touch four or three channels: they cost nothing, and in bfloat16
# they would round the latent and the picture themselves. They stay float32.
def is_exact(key: str) -> bool:
    edge = key.startswith("input_blocks.0.0.") or key.startswith("out.2.")
    edge = edge or key.startswith("input_hint_block.") or "conv_in." in key or "conv_out." in key or "quant_conv." in key
    text = key.startswith("embeddings.") or key == "token_embedding.weight"
    return edge or text or key == "positional_embedding" or key == "text_projection"

# Drops what an evaluation in steps keeps between them.
def forget(self) -> int:
    for key in list(self.w.keys()):
        if key.startswith("run:"):
            self.w.pop(key)
    return len(self.w)

# Takes a byte that somebody else may set while an evaluation in steps goes on, to end it: see pause.
def watch(self, stop: Tensor) -> int:
    self.w["run:stop"] = stop
    return len(self.w)

# Where the long parts of a step pass, so that they end soon when that is wanted.
def pause(w: Dict[str, Tensor]) -> int:
    if "run:stop" in w and bool(w["run:stop"]):
        ops.prim.RaiseException("stopped")
    return 0

# Whether a convolution of step 1 lasts so long that it has to be stopped in between.
def lasts(w: Dict[str, Tensor], k: Tensor, x: Tensor) -> bool:
    return "run:stop" in w and products(k, x) * x.size(2) > 400000000000

# The multiplications for each row of the result.
def products(k: Tensor, x: Tensor) -> int:
    return x.size(0) * x.size(3) * k.size(0) * k.size(1) * k.size(2) * k.size(3)

# Rows that are computed soon.
def soon(k: Tensor, x: Tensor) -> int:
    return max(8, 100000000000 // products(k, x))

# The same convolution some rows at a time. x: [B, C, H, W]
def in_bands(w: Dict[str, Tensor], p: str, x: Tensor, padding: int, rows: int) -> Tensor:
    k = w[p + ".weight"]
    edge = k.size(2) - 1
    height = x.size(2) + 2 * padding - edge
    y = layout(torch.empty([x.size(0), k.size(0), height, x.size(3) + 2 * padding - edge], dtype=x.dtype))
    for top in range(0, height, rows):
        pause(w)
        end = min(height, top + rows)
        above = max(0, padding - top)
        below = max(0, end + edge - padding - x.size(2))
        band = x[:, :, top - padding + above:end + edge - padding - below]
        band = layout(torch.constant_pad_nd(band, [0, 0, above, below], 0))
        y[:, :, top:end] = convolved(w, p, band, 1, 0, padding)
    return y

# Lets pictures wrap around at their edges, so that they tile: every padded convolution wraps.
def set_tiling(self, on: bool) -> int:
    if on:
        self.w["tiling"] = torch.zeros([1])
    elif "tiling" in self.w:
        self.w.pop("tiling")
    return len(self.w)

def wrap(x: Tensor, padding: int) -> Tensor:
    return torch.pad(x, [padding, padding, padding, padding], "circular", None)

def exact_conv(w: Dict[str, Tensor], p: str, x: Tensor, padding: int) -> Tensor:
    pause(w)
    y = torch.to(x, 6)
    if padding > 0 and "tiling" in w:
        y = wrap(y, padding)
        padding = 0
    k = w[p + ".weight"]
    # Such as the nine channels of inpainting models, which oneDNN gets wrong without AVX512 on some processors
    # (seen on AMD Zen 5).
    if k.size(1) > 4 and k.size(1) % 8 != 0:
        return torch.thnn_conv2d(y, k, [k.size(2), k.size(3)], w[p + ".bias"], [1, 1], [padding, padding])
    return torch.conv2d(y, k, w[p + ".bias"], [1, 1], [padding, padding], [1, 1], 1)

def note(w: Dict[str, Tensor], path: str, x: Tensor) -> Tensor:
    if "trace" in w:
        w["trace:" + path] = torch.clone(x)
    return x

# What a layer added to `other`, for layers that add in the same operation.
def note_share(w: Dict[str, Tensor], path: str, x: Tensor, other: Tensor) -> Tensor:
    if "trace" in w:
        w["trace:" + path] = torch.sub(x, other)
    return x

def layer_norm(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], w[p + ".weight"], w[p + ".bias"], 1.0e-05, False)

def group_norm(w: Dict[str, Tensor], p: str, x: Tensor, groups: int, eps: float) -> Tensor:
    pause(w)
    return torch.group_norm(x, groups, w[p + ".weight"], w[p + ".bias"], eps)

def group_norm_silu(w: Dict[str, Tensor], p: str, x: Tensor, groups: int, eps: float) -> Tensor:
    pause(w)
    return torch.silu_(torch.group_norm(x, groups, w[p + ".weight"], w[p + ".bias"], eps))

# Scaled dot-product attention over `heads` equal slices of the last dimension: [B, N, C].
def fused_attention(q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    b, n, c = q.shape
    m = k.size(1)
    q = q.view(b, n, heads, -1).transpose(1, 2)
    k = k.view(b, m, heads, -1).transpose(1, 2)
    v = v.view(b, m, heads, -1).transpose(1, 2)
    y = torch.scaled_dot_product_attention(q, k, v, None, 0.0, causal)
    return y.transpose(1, 2).reshape(b, n, c)
