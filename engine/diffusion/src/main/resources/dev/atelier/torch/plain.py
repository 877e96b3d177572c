# Primitives by ordinary PyTorch operators.

def prepare(w: Dict[str, Tensor], key: str, t: Tensor) -> int:
    if "offloaded" in w and is_movable(key, t):
        w[key] = torch.cpu(t)
    else:
        w[key] = t
    return 0

# A weight where `x` is, see offload.
def near(w: Dict[str, Tensor], key: str, x: Tensor) -> Tensor:
    t = w[key]
    if "offloaded" in w:
        t = torch.to(t, x.device)
    return t

# Whether what is kept of a weight is a copy in another layout.
def is_laid_out(t: Tensor) -> bool:
    return False

# Pictures and feature maps travel in this memory layout.
def layout(x: Tensor) -> Tensor:
    return x

def conv(w: Dict[str, Tensor], p: str, x: Tensor, stride: int, padding: int) -> Tensor:
    pause(w)
    if padding > 0 and "tiling" in w:
        x = layout(wrap(x, padding))
        padding = 0
    if stride == 1 and lasts(w, w[p + ".weight"], x):
        return in_bands(w, p, x, padding, soon(w[p + ".weight"], x))
    return convolved(w, p, x, stride, padding, padding)

def convolved(w: Dict[str, Tensor], p: str, x: Tensor, stride: int, rows: int, columns: int) -> Tensor:
    return torch.conv2d(x, near(w, p + ".weight", x), w[p + ".bias"], [stride, stride], [rows, columns], [1, 1], 1)

def conv_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    return torch.add_(conv(w, p, x, 1, 1), other)

def linear(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    b = annotate(Optional[Tensor], None)
    if p + ".bias" in w:
        b = w[p + ".bias"]
    return torch.linear(x, near(w, p + ".weight", x), b)

def linear_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    return torch.add_(linear(w, p, x), other)

# GEGLU feed-forward: one projection makes value and gate.
def feed_forward_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    value, gate = linear(w, p + ".net.0.proj", x).chunk(2, -1)
    return linear_add(w, p + ".net.2", value * torch.gelu(gate), other)
