# The KL autoencoder of latent diffusion (arXiv:2112.10752). Key paths are those of the LDM layout
# below "first_stage_model.".

# Latents to pictures.  z: [B, 4, H/8, W/8], already divided by the scale factor -> [B, 3, H, W] around [-1, 1]
def decode(self, z: Tensor) -> Tensor:
    w = self.w
    g = self.groups
    h = exact_conv(w, "post_quant_conv", z, 0)
    h = note(w, "decoder.conv_in", exact_conv(w, "decoder.conv_in", h, 1))
    h = layout(torch.to(h, self.dtype))
    h = middle(w, "decoder.mid", h, g, False)
    level = 0
    while "decoder.up." + str(level + 1) + ".block.0.norm1.weight" in w:
        level += 1
    while level >= 0:
        p = "decoder.up." + str(level)
        h = blocks(w, p, h, g, False)
        if p + ".upsample.conv.weight" in w:
            h = conv(w, p + ".upsample.conv", torch.upsample_nearest2d(h, None, [2., 2.]), 1, 1)
            h = note(w, p + ".upsample", h)
        level -= 1
    h = note(w, "decoder.norm_out", group_norm(w, "decoder.norm_out", h, g, 1.0e-06))
    h = note(w, "decoder.conv_out", exact_conv(w, "decoder.conv_out", torch.silu(h), 1))
    return h.contiguous(memory_format=0)

# Pictures to the mean and log variance of their latents.  [B, 3, H, W] -> [B, 8, H/8, W/8]
def encode(self, x: Tensor) -> Tensor:
    w = self.w
    g = self.groups
    h = note(w, "encoder.conv_in", exact_conv(w, "encoder.conv_in", x, 1))
    h = layout(torch.to(h, self.dtype))
    level = 0
    while "encoder.down." + str(level) + ".block.0.norm1.weight" in w:
        p = "encoder.down." + str(level)
        h = blocks(w, p, h, g, True)
        if p + ".downsample.conv.weight" in w:
            h = layout(torch.constant_pad_nd(h, [0, 1, 0, 1], 0))  # right and bottom only
            h = note(w, p + ".downsample", conv(w, p + ".downsample.conv", h, 2, 0))
        level += 1
    h = middle(w, "encoder.mid", h, g, True)
    h = note(w, "encoder.norm_out", group_norm(w, "encoder.norm_out", centred(h, g), g, 1.0e-06))
    h = note(w, "encoder.conv_out", exact_conv(w, "encoder.conv_out", torch.silu(h), 1))
    return exact_conv(w, "quant_conv", h, 0).contiguous(memory_format=0)

# What decode gives, as bytes for a picture: [B, H, W, 3]. Truncated, not rounded, as A1111 does.
def decode_pixels(self, z: Tensor) -> Tensor:
    x = self.decode(z)
    x = torch.clamp((x + 1.0) / 2.0, 0.0, 1.0)
    return torch.to(255.0 * x, 0).permute(0, 2, 3, 1).contiguous(memory_format=0)

def blocks(w: Dict[str, Tensor], p: str, h: Tensor, groups: int, flat: bool) -> Tensor:
    j = 0
    while p + ".block." + str(j) + ".norm1.weight" in w:
        h = res_block(w, p + ".block." + str(j), h, groups, flat)
        j += 1
    return h

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
    y = attend(q, k, v, 1, False).reshape(b, hh, ww, c).permute(0, 3, 1, 2)
    return note(w, p, torch.add(conv(w, p + ".proj_out", layout(y), 1, 0), x))
