# Depth Anything (Yang et al. 2024, arXiv:2401.10891), both versions: DINOv2's vision transformer, four of
# whose layers a dense prediction head (arXiv:2103.13413) brings together.

# raw: [H * W * 3] bytes   target: rows and columns that the transformer sees, multiples of 14
# layers: the four   result: [H, W] bytes, near is light
def draw(self, raw: Tensor, height: int, width: int, target: List[int], layers: List[int]) -> Tensor:
    x = torch.flip(self.picture(raw, height, width), [1]) / 255.0
    x = torch.upsample_bicubic2d(x, target, False, None, None)
    mean = torch.reshape(torch.tensor([0.485, 0.456, 0.406], dtype=6, device=x.device), [1, 3, 1, 1])
    spread = torch.reshape(torch.tensor([0.229, 0.224, 0.225], dtype=6, device=x.device), [1, 3, 1, 1])
    y = linearly(self.depth((x - mean) / spread, layers), height, width, False)
    least = torch.min(y)
    y = (y - least) / (torch.max(y) - least) * 255.0
    # A flat map has no depths to tell apart.
    y = torch.nan_to_num(y, 0.0, 0.0, 0.0)
    return torch.to(y, 0).reshape(height, width)

# x: [1, 3, H, W] normalised   result: [1, 1, H, W]
def depth(self, x: Tensor, layers: List[int]) -> Tensor:
    w = self.w
    q = "pretrained."
    rows = x.size(2) // 14
    columns = x.size(3) // 14
    h = torch.conv2d(x, w[q + "patch_embed.proj.weight"], w[q + "patch_embed.proj.bias"], [14, 14], [0, 0], [1, 1], 1)
    h = torch.cat([w[q + "cls_token"], h.flatten(2).transpose(1, 2)], 1)
    h = h + positions(w[q + "pos_embed"], rows, columns)
    c = h.size(2)
    out: List[Tensor] = []
    for i in range(layers[3] + 1):
        h = transformed(w, q + "blocks." + str(i), h)
        if i in layers:
            y = torch.layer_norm(h, [c], w[q + "norm.weight"], w[q + "norm.bias"], 1.0e-06, False)
            y = y[:, 1:].transpose(1, 2).reshape(1, c, rows, columns)
            out.append(resized(w, len(out), y))
    y = fused(w, 4, out[3], annotate(Optional[Tensor], None), out[2])
    y = fused(w, 3, y, out[2], out[1])
    y = fused(w, 2, y, out[1], out[0])
    y = fused(w, 1, y, out[0], annotate(Optional[Tensor], None))
    y = same(w, "depth_head.scratch.output_conv1", y)
    y = linearly(y, 14 * rows, 14 * columns, True)
    y = same_relu(w, "depth_head.scratch.output_conv2.0", y)
    return same_relu(w, "depth_head.scratch.output_conv2.2", y)

# Places of patches, brought to another grid as DINOv2 does it.
def positions(known: Tensor, rows: int, columns: int) -> Tensor:
    n = known.size(1) - 1
    edge = float(n) ** 0.5
    side = int(edge)
    if rows * columns == n and rows == columns:
        return known
    grid = torch.reshape(known[:, 1:], [1, side, side, -1]).permute(0, 3, 1, 2)
    scale = [(rows + 0.1) / edge, (columns + 0.1) / edge]
    grid = torch.upsample_bicubic2d(grid, None, False, scale)
    return torch.cat([known[:, 0:1], grid.flatten(2).transpose(1, 2)], 1)

def transformed(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    c = x.size(2)
    h = torch.layer_norm(x, [c], w[p + ".norm1.weight"], w[p + ".norm1.bias"], 1.0e-06, False)
    q, k, v = torch.linear(h, w[p + ".attn.qkv.weight"], w[p + ".attn.qkv.bias"]).chunk(3, -1)
    h = fused_attention(q, k, v, max(1, c // 64), False)
    h = torch.linear(h, w[p + ".attn.proj.weight"], w[p + ".attn.proj.bias"])
    x = x + h * w[p + ".ls1.gamma"]
    h = torch.layer_norm(x, [c], w[p + ".norm2.weight"], w[p + ".norm2.bias"], 1.0e-06, False)
    h = torch.gelu(torch.linear(h, w[p + ".mlp.fc1.weight"], w[p + ".mlp.fc1.bias"]))
    h = torch.linear(h, w[p + ".mlp.fc2.weight"], w[p + ".mlp.fc2.bias"])
    return x + h * w[p + ".ls2.gamma"]

# A layer's features at the size of its level: four and two times as large, the same, half.
def resized(w: Dict[str, Tensor], i: int, x: Tensor) -> Tensor:
    y = same(w, "depth_head.projects." + str(i), x)
    p = "depth_head.resize_layers." + str(i)
    if i < 2:
        s = 4 - 2 * i
        # Not by oneDNN, see `convolution`.
        y = torch.slow_conv_transpose2d(y, w[p + ".weight"], [s, s], w[p + ".bias"], [s, s], [0, 0], [0, 0], [1, 1])
    elif i == 3:
        y = convolved(w, p, y, 2, 1, 1, 1)
    return same(w, "depth_head.scratch.layer" + str(i + 1) + "_rn", y)

# below: of the next finer level   like: what the result is as large as; else twice as large
def fused(w: Dict[str, Tensor], n: int, x: Tensor, below: Optional[Tensor], like: Optional[Tensor]) -> Tensor:
    p = "depth_head.scratch.refinenet" + str(n)
    if below is not None:
        x = x + unit(w, p + ".resConfUnit1", below)
    x = unit(w, p + ".resConfUnit2", x)
    if like is not None:
        x = linearly(x, like.size(2), like.size(3), True)
    else:
        x = linearly(x, 2 * x.size(2), 2 * x.size(3), True)
    return same(w, p + ".out_conv", x)

def unit(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return same(w, p + ".conv2", torch.relu(same(w, p + ".conv1", torch.relu(x)))) + x
