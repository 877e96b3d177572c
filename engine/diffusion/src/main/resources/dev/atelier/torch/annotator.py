# What the networks that draw control maps have in common. All of it is float32.

# A convolution with as much padding as keeps the size, with or without a bias.
def same(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    k = w[p + ".weight"].size(2) // 2
    return convolved(w, p, x, 1, k, 1, 1)

def convolved(w: Dict[str, Tensor], p: str, x: Tensor, stride: int, padding: int, dilation: int, groups: int) -> Tensor:
    b = annotate(Optional[Tensor], None)
    if p + ".bias" in w:
        b = w[p + ".bias"]
    return convolution(x, w[p + ".weight"], b, stride, padding, dilation, groups)

# oneDNN's convolutions for AVX512 take up to 64 channels at a time, and on some processors (seen on AMD
# Zen 5) what is left at the end is wrong for some sizes. Such layers are computed without it.
def convolution(x: Tensor, k: Tensor, b: Optional[Tensor], stride: int, padding: int, dilation: int, groups: int) -> Tensor:
    whole = k.size(0) % 64 == 0 and k.size(1) % 64 == 0
    if whole or groups > 1:
        return torch.conv2d(x, k, b, [stride, stride], [padding, padding], [dilation, dilation], groups)
    size = [k.size(2), k.size(3)]
    if dilation > 1:
        return torch.slow_conv_dilated2d(x, k, size, b, [stride, stride], [padding, padding], [dilation, dilation])
    return torch.thnn_conv2d(x, k, size, b, [stride, stride], [padding, padding])

def same_relu(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return torch.relu_(same(w, p, x))

def halved(x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)

# Between pixels linearly, to a size.
def linearly(x: Tensor, h: int, w: int, corners: bool) -> Tensor:
    return torch.upsample_bilinear2d(x, [h, w], corners, None, None)

# A picture's bytes as numbers.  result: [1, 3, H, W]
def picture(self, raw: Tensor, h: int, w: int) -> Tensor:
    return torch.to(torch.reshape(raw, [1, h, w, 3]).permute(0, 3, 1, 2), 6).contiguous(memory_format=0)

# Numbers from 0 to 1 as bytes, cut and not rounded.
def grey(x: Tensor) -> Tensor:
    return torch.to(torch.clamp(x * 255.0, 0.0, 255.0), 0).contiguous(memory_format=0)

# In as many steps as `safe` has, for maps that say less; 0 for none.
def stepped(x: Tensor, safe: int) -> Tensor:
    if safe > 0:
        x = torch.trunc(torch.to(x, 6) * float(safe + 1)) / float(safe)
    return x
