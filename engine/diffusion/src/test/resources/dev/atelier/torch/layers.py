# Single layers, for comparison with sums that are written out.

def convolved(self, k: Tensor, b: Tensor, x: Tensor) -> Tensor:
    self.w["conv_in.weight"] = k
    self.w["conv_in.bias"] = b
    return torch.contiguous(exact_conv(self.w, "conv_in", x, k.size(2) // 2))

def multiplied(self, k: Tensor, b: Tensor, x: Tensor) -> Tensor:
    prepare(self.w, "layer.weight", k)
    self.w["layer.bias"] = b
    return torch.contiguous(linear(self.w, "layer", x))

# As the networks compute them: laid out in advance, in the strategy's own format. Every second place when the
# layer is one that halves a picture.
def convolved_packed(self, k: Tensor, b: Tensor, x: Tensor, name: str, stride: int) -> Tensor:
    prepare(self.w, name + ".weight", torch.to(k, self.dtype))
    self.w[name + ".bias"] = torch.to(b, self.dtype)
    y = conv(self.w, name, layout(torch.to(x, self.dtype)), stride, k.size(2) // 2)
    return torch.contiguous(torch.to(y, 6), memory_format=0)

# The same at step 1, a few rows at a time.
def convolved_in_bands(self, k: Tensor, b: Tensor, x: Tensor, name: str, rows: int) -> Tensor:
    prepare(self.w, name + ".weight", torch.to(k, self.dtype))
    self.w[name + ".bias"] = torch.to(b, self.dtype)
    y = in_bands(self.w, name, layout(torch.to(x, self.dtype)), k.size(2) // 2, rows)
    return torch.contiguous(torch.to(y, 6), memory_format=0)

def multiplied_packed(self, k: Tensor, b: Tensor, x: Tensor) -> Tensor:
    prepare(self.w, "layer.weight", torch.to(k, self.dtype))
    self.w["layer.bias"] = torch.to(b, self.dtype)
    return torch.contiguous(torch.to(linear(self.w, "layer", torch.to(x, self.dtype)), 6))
