# The KL autoencoder of latent diffusion (arXiv:2112.10752). Key paths are those of the LDM layout
# below "first_stage_model.".

# Latents to pictures.  z: [B, 4, H/8, W/8], already divided by the scale factor -> [B, 3, H, W] around [-1, 1]
def decode(self, z: Tensor) -> Tensor:
    w = self.w
    self.begin_decode(z)
    for p in decoder_steps(w):
        w["run:h"] = decoder_step(w, p, w.pop("run:h"), self.groups)
    return self.decoded()

# The same in steps, so that it can be stopped in between. Returns how many steps follow; each does
# one block or resampling. What lies between steps is kept under "run:".
def begin_decode(self, z: Tensor) -> int:
    w = self.w
    h = exact_conv(w, "post_quant_conv", z, 0)
    h = note(w, "decoder.conv_in", exact_conv(w, "decoder.conv_in", h, 1))
    w["run:h"] = layout(torch.to(h, self.dtype))
    return len(decoder_steps(w))

# Step k of what was begun, of either direction.
def step(self, k: int) -> int:
    w = self.w
    h = w.pop("run:h")
    g = self.groups
    if "run:encode" in w:
        w["run:h"] = encoder_step(w, encoder_steps(w)[k], h, g)
    else:
        w["run:h"] = decoder_step(w, decoder_steps(w)[k], h, g)
    return k

def decoded(self) -> Tensor:
    w = self.w
    h = w["run:h"]
    self.forget()
    h = note(w, "decoder.norm_out", group_norm(w, "decoder.norm_out", h, self.groups, 1.0e-06))
    h = note(w, "decoder.conv_out", exact_conv(w, "decoder.conv_out", torch.silu(h), 1))
    return h.contiguous(memory_format=0)

# The paths of the decoder's parts, in order.
def decoder_steps(w: Dict[str, Tensor]) -> List[str]:
    steps = ["decoder.mid"]
    level = 0
    while "decoder.up." + str(level + 1) + ".block.0.norm1.weight" in w:
        level += 1
    while level >= 0:
        p = "decoder.up." + str(level)
        add_blocks(w, p, steps)
        if p + ".upsample.conv.weight" in w:
            steps.append(p + ".upsample")
        level -= 1
    return steps

def decoder_step(w: Dict[str, Tensor], p: str, h: Tensor, g: int) -> Tensor:
    if p == "decoder.mid":
        h = middle(w, p, h, g, False)
    elif p.endswith(".upsample"):
        h = note(w, p, conv(w, p + ".conv", torch.upsample_nearest2d(h, None, [2., 2.]), 1, 1))
    else:
        h = res_block(w, p, h, g, False)
    return h

# Pictures to the mean and log variance of their latents.  [B, 3, H, W] -> [B, 8, H/8, W/8]
def encode(self, x: Tensor) -> Tensor:
    w = self.w
    self.begin_encode(x)
    for p in encoder_steps(w):
        w["run:h"] = encoder_step(w, p, w.pop("run:h"), self.groups)
    return self.encoded()

# The same in steps, see begin_decode.
def begin_encode(self, x: Tensor) -> int:
    w = self.w
    h = note(w, "encoder.conv_in", exact_conv(w, "encoder.conv_in", x, 1))
    w["run:h"] = layout(torch.to(h, self.dtype))
    w["run:encode"] = torch.zeros([1])
    return len(encoder_steps(w))

def encoded(self) -> Tensor:
    w = self.w
    g = self.groups
    h = w["run:h"]
    self.forget()
    h = note(w, "encoder.norm_out", group_norm(w, "encoder.norm_out", centred(h, g), g, 1.0e-06))
    h = note(w, "encoder.conv_out", exact_conv(w, "encoder.conv_out", torch.silu(h), 1))
    return exact_conv(w, "quant_conv", h, 0).contiguous(memory_format=0)

# The paths of the encoder's parts, in order.
def encoder_steps(w: Dict[str, Tensor]) -> List[str]:
    steps: List[str] = []
    level = 0
    while "encoder.down." + str(level) + ".block.0.norm1.weight" in w:
        p = "encoder.down." + str(level)
        add_blocks(w, p, steps)
        if p + ".downsample.conv.weight" in w:
            steps.append(p + ".downsample")
        level += 1
    steps.append("encoder.mid")
    return steps

def encoder_step(w: Dict[str, Tensor], p: str, h: Tensor, g: int) -> Tensor:
    if p == "encoder.mid":
        h = middle(w, p, h, g, True)
    elif p.endswith(".downsample"):
        h = layout(torch.constant_pad_nd(h, [0, 1, 0, 1], 0))  # right and bottom only
        h = note(w, p, conv(w, p + ".conv", h, 2, 0))
    else:
        h = res_block(w, p, h, g, True)
    return h

def add_blocks(w: Dict[str, Tensor], p: str, steps: List[str]) -> int:
    j = 0
    while p + ".block." + str(j) + ".norm1.weight" in w:
        steps.append(p + ".block." + str(j))
        j += 1
    return j

# What decode gives, as bytes for a picture: [B, H, W, 3]. Truncated, not rounded, as A1111 does.
def to_pixels(self, x: Tensor) -> Tensor:
    x = torch.clamp((x + 1.0) / 2.0, 0.0, 1.0)
    return torch.to(255.0 * x, 0).permute(0, 2, 3, 1).contiguous(memory_format=0)

# Whether nothing went beyond the number format.
def is_finite(self, x: Tensor) -> int:
    return int(bool(torch.all(torch.isfinite(x))))

def middle(w: Dict[str, Tensor], p: str, h: Tensor, groups: int, flat: bool) -> Tensor:
    h = res_block(w, p + ".block_1", h, groups, flat)
    h = attention(w, p + ".attn_1", h, groups, flat)
    return res_block(w, p + ".block_2", h, groups, flat)

# Less the mean of each group, which group normalisation takes away anyway. Where a group is all but
# constant, as in a picture of one grey, it would otherwise enlarge the rounding of that mean by up to
# a thousand.
def centred(x: Tensor, groups: int) -> Tensor:
    b, c, hh, ww = x.shape
    mean = torch.to(torch.mean(x, [2, 3]), 6).reshape(b, groups, -1)
    mean = torch.mean(mean, [2], True).expand(b, groups, c // groups).reshape(b, c, 1, 1)
    return layout(torch.sub(x, torch.to(mean, x.dtype)))

# flat: parts of the picture may be one colour, see centred.
def res_block(w: Dict[str, Tensor], p: str, x: Tensor, groups: int, flat: bool) -> Tensor:
    h = group_norm_silu(w, p + ".norm1", centred(x, groups) if flat else x, groups, 1.0e-06)
    h = conv(w, p + ".conv1", h, 1, 1)
    h = group_norm_silu(w, p + ".norm2", centred(h, groups) if flat else h, groups, 1.0e-06)
    if p + ".nin_shortcut.weight" in w:
        x = conv(w, p + ".nin_shortcut", x, 1, 0)
    return note(w, p, conv_add(w, p + ".conv2", h, x))

# Attention of every position to every other, one head as wide as the map.
def attention(w: Dict[str, Tensor], p: str, x: Tensor, groups: int, flat: bool) -> Tensor:
    b, c, hh, ww = x.shape
    h = group_norm(w, p + ".norm", centred(x, groups) if flat else x, groups, 1.0e-06)
    q = conv(w, p + ".q", h, 1, 0).permute(0, 2, 3, 1).reshape(b, hh * ww, c)
    k = conv(w, p + ".k", h, 1, 0).permute(0, 2, 3, 1).reshape(b, hh * ww, c)
    v = conv(w, p + ".v", h, 1, 0).permute(0, 2, 3, 1).reshape(b, hh * ww, c)
    y = attend(w, q, k, v, 1, False).reshape(b, hh, ww, c).permute(0, 3, 1, 2)
    return note(w, p, torch.add(conv(w, p + ".proj_out", layout(y), 1, 0), x))
