# Primitives by oneDNN over weights laid out in advance for it, with the element-wise work fused.

def prepare(w: Dict[str, Tensor], key: str, t: Tensor) -> int:
    if t.dim() == 4:
        padding = t.size(2) // 2
        stride = 1
        if key.endswith(".op.weight"):
            stride = 2
        if key.endswith(".downsample.conv.weight"):
            stride = 2
            padding = 0
        # Without some picture size oneDNN picks a layout up to three times slower; any size will do.
        size = [2, t.size(1), 32, 32]
        w[key] = ops.mkldnn._reorder_convolution_weight(t, [padding, padding], [stride, stride], [1, 1], 1, size)
    elif ".net.0.proj." in key:
        value, gate = t.chunk(2, 0)
        w[key.replace("proj", "value")] = pack_linear(value.contiguous())
        w[key.replace("proj", "gate")] = pack_linear(gate.contiguous())
    else:
        w[key] = pack_linear(t)
    return 0

def pack_linear(t: Tensor) -> Tensor:
    if t.dim() == 2:
        if is_packed(t):
            t = ops.mkldnn._reorder_linear_weight(t, None)
        else:
            t = torch.clone(t)
    return t

# oneDNN's linear layer for AVX512 takes 64 outputs at a time, and on some processors (seen on AMD
# Zen 5) what is left at the end is wrong. Such layers, which no published model has, stay plain.
def is_packed(t: Tensor) -> bool:
    return t.size(0) % 64 == 0

# Whether what is kept of a weight is a copy in another layout.
def is_laid_out(t: Tensor) -> bool:
    return t.dim() == 4 or t.dim() == 2

# Pictures and feature maps travel in this memory layout: channels last.
def layout(x: Tensor) -> Tensor:
    return x.contiguous(memory_format=2)

def conv(w: Dict[str, Tensor], p: str, x: Tensor, stride: int, padding: int) -> Tensor:
    pause(w)
    if padding > 0 and "tiling" in w:
        x = layout(wrap(x, padding))
        padding = 0
    if stride == 1 and lasts(w, w[p + ".weight"], x):
        return in_bands(w, p, x, padding, soon(w[p + ".weight"], x))
    return convolved(w, p, x, stride, padding, padding)

def convolved(w: Dict[str, Tensor], p: str, x: Tensor, stride: int, rows: int, columns: int) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, w[p + ".weight"], w[p + ".bias"], [rows, columns], [stride, stride], [1, 1], 1, "none", [], "")

def conv_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    return torch.add_(conv(w, p, x, 1, 1), other)

def linear(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    b = annotate(Optional[Tensor], None)
    if p + ".bias" in w:
        b = w[p + ".bias"]
    if not is_packed(w[p + ".weight"]):
        return torch.linear(x, w[p + ".weight"], b)
    return ops.mkldnn._linear_pointwise(x, w[p + ".weight"], b, "none", [], "")

def linear_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    if not is_packed(w[p + ".weight"]):
        return torch.add_(linear(w, p, x), other)
    b = annotate(Optional[Tensor], None)
    if p + ".bias" in w:
        b = w[p + ".bias"]
    return ops.mkldnn._linear_pointwise(x, other, w[p + ".weight"], b, "add")

# GEGLU feed-forward: the gate's projection with GELU, then the value's times the gate.
def feed_forward_add(w: Dict[str, Tensor], p: str, x: Tensor, other: Tensor) -> Tensor:
    g = p + ".net.0.gate"
    v = p + ".net.0.value"
    if not is_packed(w[g + ".weight"]):
        y = linear(w, v, x) * torch.gelu(linear(w, g, x))
        return linear_add(w, p + ".net.2", y, other)
    gate = ops.mkldnn._linear_pointwise(x, w[g + ".weight"], w[g + ".bias"], "gelu", [], "none")
    y = ops.mkldnn._linear_pointwise(x, gate, w[v + ".weight"], w[v + ".bias"], "mul")
    return linear_add(w, p + ".net.2", y, other)
