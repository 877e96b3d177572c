# A T2I-Adapter (Mou et al. 2023, arXiv:2302.08453), full or light: features of a picture at the
# sizes of the UNet's levels, the same at every timestep.

# Adapters of grey pictures see the first channel.
def first_channels(self, picture: Tensor, count: int) -> Tensor:
    return picture[:, 0:count]

# Computes all features. The picture becomes `shuffle` times smaller and as many times deeper squared;
# before the blocks numbered in `down` the maps are halved.
# picture: [1, C, H, W] in [0, 1]   blocks: of each feature   result: how many features
def extract(self, picture: Tensor, shuffle: int, blocks: int, down: List[int]) -> int:
    w = self.w
    h = layout(torch.pixel_unshuffle(picture, shuffle))
    light = "conv_in.weight" not in w
    if not light:
        h = layout(exact_conv(w, "conv_in", h, 1))
    i = 0
    while has_adapter_block(w, i):
        p = "body." + str(i)
        if i in down:
            if p + ".down_opt.op.weight" in w:
                h = conv(w, p + ".down_opt.op", h, 2, 1)
            else:
                h = torch.avg_pool2d(h, [2, 2], [2, 2], [0, 0], False, True, None)
        if light:
            h = extractor(w, p, h)
        else:
            h = adapter_block(w, p, h)
        if (i + 1) % blocks == 0:
            w["out:" + str(i // blocks)] = h
        i += 1
    return i // blocks

def has_adapter_block(w: Dict[str, Tensor], i: int) -> bool:
    p = "body." + str(i)
    return p + ".block1.weight" in w or p + ".in_conv.weight" in w

# Convolutions of either kernel keep the size.
def same(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return conv(w, p, x, 1, w[p + ".weight"].size(2) // 2)

def adapter_block(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    if p + ".in_conv.weight" in w:
        x = same(w, p + ".in_conv", x)
    h = same(w, p + ".block2", torch.relu(same(w, p + ".block1", x)))
    if p + ".skep.weight" in w:
        return h + same(w, p + ".skep", x)
    return h + x

def extractor(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    h = same(w, p + ".in_conv", x)
    j = 0
    while p + ".body." + str(j) + ".block1.weight" in w:
        q = p + ".body." + str(j)
        h = h + same(w, q + ".block2", torch.relu(same(w, q + ".block1", h)))
        j += 1
    return same(w, p + ".out_conv", h)

# Takes out a feature.
def output(self, i: int) -> Tensor:
    return torch.to(self.w.pop("out:" + str(i)), 6)
