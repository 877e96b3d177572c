# The denoising UNet of latent diffusion (Rombach et al. 2022, arXiv:2112.10752), driven by which
# keys the checkpoint has. Key paths are those of the LDM layout below "model.diffusion_model.".

# The predicted noise (or v) for latents x at timesteps t, given the text.
# x: [B, C, H, W]   t: [B], may be fractional   context: [B, N, D]   y: none or one [B, V]
# concat: none or one [B, C', H, W], further channels   residuals: none, or for the output of each
# input block and of the middle what the blocks up get more of   features: what is added at once to the
# outputs of the input blocks numbered in places, the middle counting after the last
# result: [B, C_out, H, W]
def forward(self, x: Tensor, t: Tensor, context: Tensor, y: List[Tensor], concat: List[Tensor], residuals: List[Tensor], features: List[Tensor], places: List[int]) -> Tensor:
    for k in range(self.begin(x, t, context, y, concat, residuals, features, places)):
        self.step(k)
    return self.finish()

# The same in steps, so that it can be stopped in between: embeds the timestep and enters the first
# block. Returns how many steps follow. What lies between steps is kept under "run:".
def begin(self, x: Tensor, t: Tensor, context: Tensor, y: List[Tensor], concat: List[Tensor], residuals: List[Tensor], features: List[Tensor], places: List[int]) -> int:
    w = self.w
    for i in range(len(residuals)):
        w["run:residual:" + str(i)] = layout(torch.to(residuals[i], self.dtype))
    for i in range(len(features)):
        w["run:feature:" + str(places[i])] = layout(torch.to(features[i], self.dtype))
    if len(concat) > 0:
        x = torch.cat([x, concat[0]], 1)
    w["run:emb"] = embedded(w, t, y, self.channels, self.dtype)
    w["run:context"] = torch.to(context, self.dtype)
    h = exact_conv(w, "input_blocks.0.0", x, 1)
    h = note(w, "input_blocks.0", layout(torch.to(h, self.dtype)))  # [B, M, H, W]
    w["run:h"] = h
    w["run:skip:0"] = h
    return 2 * block_count(w)

# Step k: blocks down, the middle, blocks up.
def step(self, k: int) -> int:
    w = self.w
    h = w.pop("run:h")
    emb = w["run:emb"]
    context = w["run:context"]
    count = block_count(w)
    if k + 1 < count:
        h = block(w, "input_blocks." + str(k + 1), h, emb, context, self.heads, self.head_channels)
        h = more(w, "run:feature:" + str(k + 1), h)
        w["run:skip:" + str(k + 1)] = h
    elif k + 1 == count:
        h = block(w, "middle_block", h, emb, context, self.heads, self.head_channels)
        h = more(w, "run:residual:" + str(k + 1), h)
        h = more(w, "run:feature:" + str(k + 1), h)
    else:
        up = k - count
        skip = more(w, "run:residual:" + str(count - 1 - up), w.pop("run:skip:" + str(count - 1 - up)))
        if h.size(2) != skip.size(2) or h.size(3) != skip.size(3):
            h = torch.upsample_nearest2d(h, [skip.size(2), skip.size(3)], None)
        h = torch.cat([h, skip], 1)
        h = block(w, "output_blocks." + str(up), h, emb, context, self.heads, self.head_channels)
    w["run:h"] = h
    return k

def finish(self) -> Tensor:
    w = self.w
    h = w["run:h"]
    self.forget()
    h = group_norm_silu(w, "out.0", h, 32, 1.0e-05)
    return note(w, "out", exact_conv(w, "out.2", h, 1)).contiguous(memory_format=0)

# With what a ControlNet or an adapter adds, if it adds anything here. Where sizes were rounded in
# other ways, the nearest counts; what has no size is one number for each channel.
def more(w: Dict[str, Tensor], key: str, h: Tensor) -> Tensor:
    if key not in w:
        return h
    r = w.pop(key)
    plain = r.size(2) == 1 and r.size(3) == 1
    if not plain and (r.size(2) != h.size(2) or r.size(3) != h.size(3)):
        r = torch.upsample_nearest2d(r, [h.size(2), h.size(3)], None)
    return h + r

# What a control network gives, as it is to be added: weighed, for some rows of the batch, inside a
# region, as the mean of each channel, on top of what others give.
# r: [1 or B, C, H, W]   rows: [B]   region: none or one [1, 1, H', W']   sum: none or one
def weighed(self, r: Tensor, scale: float, rows: Tensor, region: List[Tensor], pooled: bool, sum: List[Tensor]) -> Tensor:
    r = torch.to(r, 6) * rows[:, None, None, None] * scale
    if len(region) > 0:
        r = r * torch.upsample_bilinear2d(region[0], [r.size(2), r.size(3)], False, None)
    if pooled:
        r = torch.mean(r, [2, 3], True)
    if len(sum) > 0:
        r = r + sum[0]
    return r

# Sinusoids of the sizes that SDXL is conditioned on.
def sinusoids(self, numbers: Tensor, channels: int) -> Tensor:
    return timestep_embedding(numbers, channels)

