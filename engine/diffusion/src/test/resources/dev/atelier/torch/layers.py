# Single layers, for comparison with sums that are written out.

def convolved(self, k: Tensor, b: Tensor, x: Tensor) -> Tensor:
    self.w["conv_in.weight"] = k
    self.w["conv_in.bias"] = b
    return torch.contiguous(exact_conv(self.w, "conv_in", x, k.size(2) // 2))

def multiplied(self, k: Tensor, b: Tensor, x: Tensor) -> Tensor:
    prepare(self.w, "layer.weight", k)
    self.w["layer.bias"] = b
    return torch.contiguous(linear(self.w, "layer", x))
