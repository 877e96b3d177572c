# A ControlNet (Zhang et al. 2023, arXiv:2302.05543): a copy of the UNet's blocks down and of its
# middle, which sees a picture besides the latents. Key paths are those of the LDM layout below
# "control_model.".

# What the picture adds to the first block's output, the same at every timestep.
# picture: [1, 3, 8 H, 8 W] in [0, 1], or as the file was trained   result: [1, M, H, W] float32
def hint(self, picture: Tensor) -> Tensor:
    w = self.w
    h = picture
    for i in range(8):
        stride = 1
        if i == 2 or i == 4 or i == 6:
            stride = 2
        p = "input_hint_block." + str(2 * i)
        h = torch.conv2d(h, w[p + ".weight"], w[p + ".bias"], [stride, stride], [1, 1], [1, 1], 1)
        if i < 7:
            h = torch.silu(h)
    return h

# Begins an evaluation in steps and returns how many follow.
# x: [B, C, H, W]   t: [B]   context: [B, N, D]   y: none or one [B, V]   hint: of the picture
def begin(self, x: Tensor, t: Tensor, context: Tensor, y: List[Tensor], hint: Tensor) -> int:
    w = self.w
    w["run:emb"] = embedded(w, t, y, self.channels, self.dtype)
    w["run:context"] = torch.to(context, self.dtype)
    h = exact_conv(w, "input_blocks.0.0", x, 1) + hint
    h = layout(torch.to(h, self.dtype))
    w["run:h"] = h
    w["out:0"] = conv(w, "zero_convs.0.0", h, 1, 0)
    return block_count(w)

def step(self, k: int) -> int:
    w = self.w
    h = w.pop("run:h")
    emb = w["run:emb"]
    context = w["run:context"]
    count = block_count(w)
    if k + 1 < count:
        h = block(w, "input_blocks." + str(k + 1), h, emb, context, self.heads, self.head_channels)
        w["out:" + str(k + 1)] = conv(w, "zero_convs." + str(k + 1) + ".0", h, 1, 0)
    else:
        h = block(w, "middle_block", h, emb, context, self.heads, self.head_channels)
        w["out:" + str(count)] = conv(w, "middle_block_out.0", h, 1, 0)
    w["run:h"] = h
    return k

def finish(self) -> Tensor:
    h = self.w["run:h"]
    self.forget()
    return h

# Takes out what the last evaluation gives for the output of an input block, or for the middle's after
# the last.
def output(self, i: int) -> Tensor:
    return self.w.pop("out:" + str(i))
