# Small pieces of work that show what this machine computes fast.

def supports_bf16(self) -> int:
    return int(ops.mkldnn._is_mkldnn_bf16_supported())

# Two operands of an n x n matrix product.
def prepare_matmul(self, n: int) -> int:
    self.w["a"] = torch.to(torch.randn([n, n]), self.dtype)
    self.w["b"] = torch.to(torch.randn([n, n]), self.dtype)
    return n

def matmul(self) -> Tensor:
    return torch.matmul(self.w["a"], self.w["b"])

# The square of a matrix, on the device that it is on.
def square(self, x: Tensor) -> Tensor:
    y = torch.to(x, self.dtype)
    return torch.to(torch.matmul(y, y), 6)

# A linear layer of n x n weights in the strategy's own layout, and n rows of input.
def prepare_linear(self, n: int) -> int:
    prepare(self.w, "linear.weight", torch.to(torch.randn([n, n]), self.dtype))
    self.w["a"] = torch.to(torch.randn([n, n]), self.dtype)
    return n

def linear_layer(self) -> Tensor:
    return linear(self.w, "linear", self.w["a"])

# Self-attention of n positions with 8 heads of 40.
def prepare_attention(self, n: int) -> int:
    self.w["a"] = torch.to(torch.randn([1, n, 320]), self.dtype)
    return n

def attention(self) -> Tensor:
    return attend(self.w["a"], self.w["a"], self.w["a"], 8, False)
