# TAESD, a tiny autoencoder for Stable Diffusion (Bohan 2023, https://github.com/madebyollin/taesd).
# Layers are numbered as in its own files, the first and last ones are conv_in and conv_out.

# Latents as the UNet sees them to pictures.  z: [B, 4, H/8, W/8] -> [B, 3, H, W] around [0, 1]
def decode(self, z: Tensor) -> Tensor:
    for k in range(self.begin_decode(z)):
        self.step(k)
    return self.decoded()

# The same in steps, so that it can be stopped in between; see vae.py.
def begin_decode(self, z: Tensor) -> int:
    w = self.w
    h = torch.tanh(z / 3.0) * 3.0
    h = torch.relu(exact_conv(w, "decoder.conv_in", h, 1))
    w["run:h"] = layout(torch.to(h, self.dtype))
    return 16

# Pictures to latents as the UNet sees them.  x: [B, 3, H, W] in [0, 1] -> [B, 4, H/8, W/8]
def encode(self, x: Tensor) -> Tensor:
    for k in range(self.begin_encode(x)):
        self.step(k)
    return self.encoded()

def begin_encode(self, x: Tensor) -> int:
    w = self.w
    w["run:h"] = layout(torch.to(exact_conv(w, "encoder.conv_in", x, 1), self.dtype))
    w["run:encode"] = torch.zeros([1])
    return 13

def step(self, k: int) -> int:
    w = self.w
    h = w.pop("run:h")
    if "run:encode" in w:
        w["run:h"] = encoder_layer(w, k + 1, h)
    else:
        w["run:h"] = decoder_layer(w, k + 3, h)
    return k

# Three blocks, doubled edges and a convolution, three times; then a block.
def decoder_layer(w: Dict[str, Tensor], n: int, h: Tensor) -> Tensor:
    p = "decoder." + str(n)
    if n % 5 == 1:
        h = torch.upsample_nearest2d(h, None, [2., 2.])
    elif n % 5 == 2:
        h = conv(w, p, h, 1, 1)
    else:
        h = block(w, p, h)
    return h

# A block; then a convolution that halves the edges and three blocks, three times.
def encoder_layer(w: Dict[str, Tensor], n: int, h: Tensor) -> Tensor:
    p = "encoder." + str(n)
    if n % 4 == 2:
        h = conv(w, p + ".op", h, 2, 1)
    else:
        h = block(w, p, h)
    return h

def block(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    h = torch.relu(conv(w, p + ".conv.0", x, 1, 1))
    h = torch.relu(conv(w, p + ".conv.2", h, 1, 1))
    return torch.relu(conv_add(w, p + ".conv.4", h, x))

def decoded(self) -> Tensor:
    h = self.w["run:h"]
    self.forget()
    return exact_conv(self.w, "decoder.conv_out", h, 1).contiguous(memory_format=0)

def encoded(self) -> Tensor:
    h = self.w["run:h"]
    self.forget()
    return exact_conv(self.w, "encoder.conv_out", h, 1).contiguous(memory_format=0)

# As bytes for a picture: [B, H, W, 3]. Through [-1, 1] and truncated, as A1111 does.
def decode_pixels(self, z: Tensor) -> Tensor:
    return pixels(self.decode(z))

def decoded_pixels(self) -> Tensor:
    return pixels(self.decoded())

def pixels(y: Tensor) -> Tensor:
    x = y * 2.0 - 1.0
    x = torch.clamp((x + 1.0) / 2.0, 0.0, 1.0)
    return torch.to(255.0 * x, 0).permute(0, 2, 3, 1).contiguous(memory_format=0)
