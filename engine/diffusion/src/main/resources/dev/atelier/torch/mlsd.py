# M-LSD (Gu et al. 2022, arXiv:2106.00186), the large one: MobileNetV2 down, and up again from five of
# its maps. Gives where line segments have their middle and how far their ends are from it.

# raw: [H * W * 3] bytes   result: [1, 9, H / 2, W / 2]: middle, ends in x and y, and what is not used
def segments(self, raw: Tensor, height: int, width: int) -> Tensor:
    x = self.picture(raw, height, width)
    ones = torch.ones([1, 1, height, width], device=x.device)
    x = torch.cat([x, ones], 1) / 127.5 - 1.0
    return self.detect(x)[:, 7:].contiguous()

# The strongest middles, each the highest within three by three.
# y: of segments   result: [count, 7]: row, column, score, and the distances to both ends
def peaks(self, y: Tensor, count: int) -> Tensor:
    heat = torch.sigmoid(y[:, 0])
    highest = torch.max_pool2d(heat, [3, 3], [1, 1], [1, 1], [1, 1], False)
    heat = torch.reshape(heat * torch.to(torch.eq(highest, heat), 6), [-1])
    scores, at = torch.topk(heat, min(count, heat.size(0)), -1, True, True)
    width = y.size(3)
    row = torch.floor_divide(at, width)
    column = at - row * width
    ends = torch.index_select(torch.reshape(y[0, 1:5], [4, -1]), 1, at)
    place = torch.stack([torch.to(row, 6), torch.to(column, 6), scores], 1)
    return torch.cat([place, ends.transpose(0, 1)], 1).contiguous()

# x: [1, 4, H, W], multiples of 16
def detect(self, x: Tensor) -> Tensor:
    w = self.w
    h = torch.clamp(normed(w, "backbone.features.0.1", halving(w, "backbone.features.0.0", x, 1)), 0.0, 6.0)
    kept: List[Tensor] = []
    for i in range(1, 14):
        stride = 1
        if i == 2 or i == 4 or i == 7:
            stride = 2
        h = inverted(w, "backbone.features." + str(i), h, stride)
        if i == 1 or i == 3 or i == 6 or i == 10 or i == 13:
            kept.append(h)
    y = kept[4]
    for k in range(4):
        y = joined(w, "block" + str(15 + 2 * k), kept[3 - k], y, k > 0)
        p = "block" + str(16 + 2 * k)
        y = cbr(w, p + ".conv1", y, 1) + y
        y = cbr(w, p + ".conv2", y, 1)
    y = cbr(w, "block23.conv1", y, 5)
    y = cbr(w, "block23.conv2", y, 1)
    return same(w, "block23.conv3", y)

def normed(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return torch.batch_norm(x, w[p + ".weight"], w[p + ".bias"], w[p + ".running_mean"], w[p + ".running_var"], False, 0.1, 1.0e-05, False)

# Padded at the right and below only, as in TensorFlow.
def halving(w: Dict[str, Tensor], p: str, x: Tensor, groups: int) -> Tensor:
    return convolved(w, p, torch.constant_pad_nd(x, [0, 1, 0, 1], 0), 2, 0, 1, groups)

def inverted(w: Dict[str, Tensor], p: str, x: Tensor, stride: int) -> Tensor:
    h = x
    last = 1
    deep = p + ".conv.0"
    if p + ".conv.1.0.weight" in w:
        h = torch.clamp(normed(w, p + ".conv.0.1", same(w, p + ".conv.0.0", h)), 0.0, 6.0)
        last = 2
        deep = p + ".conv.1"
    if stride == 2:
        h = halving(w, deep + ".0", h, h.size(1))
    else:
        h = convolved(w, deep + ".0", h, 1, 1, 1, h.size(1))
    h = torch.clamp(normed(w, deep + ".1", h), 0.0, 6.0)
    h = normed(w, p + ".conv." + str(last + 1), same(w, p + ".conv." + str(last), h))
    if stride == 1 and h.size(1) == x.size(1):
        h = h + x
    return h

def cbr(w: Dict[str, Tensor], p: str, x: Tensor, dilation: int) -> Tensor:
    k = w[p + ".0.weight"].size(2) // 2
    return torch.relu(normed(w, p + ".1", convolved(w, p + ".0", x, 1, k * dilation, dilation, 1)))

def joined(w: Dict[str, Tensor], p: str, a: Tensor, b: Tensor, up: bool) -> Tensor:
    b = cbr(w, p + ".conv1", b, 1)
    a = cbr(w, p + ".conv2", a, 1)
    if up:
        b = linearly(b, 2 * b.size(2), 2 * b.size(3), True)
    return torch.cat([a, b], 1)
