# What the denoising UNet of latent diffusion and a ControlNet, which is a copy of its first half, have
# in common. Which keys there are decides what is computed.

def block_count(w: Dict[str, Tensor]) -> int:
    i = 1
    while has_block(w, "input_blocks." + str(i)):
        i += 1
    return i

# The timestep, and the vector y that SDXL adds to it, as every block takes it: [B, 4 M].
def embedded(w: Dict[str, Tensor], t: Tensor, y: List[Tensor], channels: int, dtype: int) -> Tensor:
    emb = torch.to(timestep_embedding(t, channels), dtype)
    emb = linear(w, "time_embed.2", torch.silu(linear(w, "time_embed.0", emb)))
    emb = note(w, "time_embed", emb)
    if len(y) > 0:
        v = linear(w, "label_emb.0.0", torch.to(y[0], dtype))
        emb = emb + note(w, "label_emb", linear(w, "label_emb.0.2", torch.silu(v)))
    return torch.silu(emb)

# Sinusoids of the timestep, cosines first: [B, channels] in float32.
def timestep_embedding(t: Tensor, channels: int) -> Tensor:
    half = channels // 2
    steps = torch.arange(half, dtype=6, device=t.device)
    freqs = torch.exp(-9.210340371976184 * steps / half)  # ln 10000
    args = torch.to(t, 6)[:, None] * freqs[None]
    return torch.cat([torch.cos(args), torch.sin(args)], -1)

def has_block(w: Dict[str, Tensor], p: str) -> bool:
    return p + ".0.in_layers.0.weight" in w or p + ".0.op.weight" in w

# One numbered block: what its parts are shows in their keys.
def block(w: Dict[str, Tensor], p: str, h: Tensor, emb: Tensor, context: Tensor, heads: int, head_channels: int) -> Tensor:
    for j in range(3):
        q = p + "." + str(j)
        if q + ".in_layers.0.weight" in w:
            h = note(w, q, res_block(w, q, h, emb))
        elif q + ".proj_in.weight" in w:
            h = transformer(w, q, h, context, heads, head_channels)
        elif q + ".op.weight" in w:
            h = conv(w, q + ".op", h, 2, 1)
        elif q + ".conv.weight" in w:
            h = conv(w, q + ".conv", torch.upsample_nearest2d(h, None, [2., 2.]), 1, 1)
    return note(w, p, h)

# Two convolutions with the timestep added between them, and a shortcut around both.
def res_block(w: Dict[str, Tensor], p: str, x: Tensor, emb: Tensor) -> Tensor:
    h = group_norm_silu(w, p + ".in_layers.0", x, 32, 1.0e-05)
    h = conv(w, p + ".in_layers.2", h, 1, 1)
    h = torch.add_(h, linear(w, p + ".emb_layers.1", emb)[:, :, None, None])
    h = group_norm_silu(w, p + ".out_layers.0", h, 32, 1.0e-05)
    if p + ".skip_connection.weight" in w:
        x = conv(w, p + ".skip_connection", x, 1, 0)
    return conv_add(w, p + ".out_layers.3", h, x)

# Attention over all positions of the map, to itself and to the text.
def transformer(w: Dict[str, Tensor], p: str, x: Tensor, context: Tensor, heads: int, head_channels: int) -> Tensor:
    b, c, hh, ww = x.shape
    if head_channels > 0:
        heads = c // head_channels
    y = note(w, p + ".norm", group_norm(w, p + ".norm", x, 32, 1.0e-06))
    y = y.permute(0, 2, 3, 1).reshape(b, hh * ww, c)  # [B, H W, C]
    y = project(w, p + ".proj_in", y, hh, ww)
    k = 0
    while p + ".transformer_blocks." + str(k) + ".norm1.weight" in w:
        t = p + ".transformer_blocks." + str(k)
        z = note(w, t + ".norm1", layer_norm(w, t + ".norm1", y))
        y = attention_add(w, t + ".attn1", z, z, heads, y)
        z = note(w, t + ".norm2", layer_norm(w, t + ".norm2", y))
        y = attention_add(w, t + ".attn2", z, context, heads, y)
        z = note(w, t + ".norm3", layer_norm(w, t + ".norm3", y))
        y = note(w, t, note_share(w, t + ".ff", feed_forward_add(w, t + ".ff", z, y), y))
        k += 1
    y = project(w, p + ".proj_out", y, hh, ww)
    y = y.reshape(b, hh, ww, c).permute(0, 3, 1, 2)
    return torch.add(y, x)

# SD1 keeps these projections as 1x1 convolutions, SD2 and SDXL as linear layers.
def project(w: Dict[str, Tensor], p: str, y: Tensor, hh: int, ww: int) -> Tensor:
    if w[p + ".weight"].dim() == 2:
        return note(w, p, linear(w, p, y))
    b, n, c = y.shape
    x = y.reshape(b, hh, ww, c).permute(0, 3, 1, 2)
    x = note(w, p, conv(w, p, x, 1, 0))
    return x.permute(0, 2, 3, 1).reshape(b, n, -1)

def attention_add(w: Dict[str, Tensor], p: str, x: Tensor, context: Tensor, heads: int, other: Tensor) -> Tensor:
    q = linear(w, p + ".to_q", x)
    k = linear(w, p + ".to_k", context)
    v = linear(w, p + ".to_v", context)
    return note_share(w, p, linear_add(w, p + ".to_out.0", attend(w, q, k, v, heads, False), other), other)
