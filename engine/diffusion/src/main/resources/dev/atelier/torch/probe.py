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

# How far layers in the strategy's own layout are from their sums in float64, which other code computes: thousandths
# of the largest sum.
def deviation(self) -> int:
    worst = max(self.linear_deviation(320, 320, 77), self.linear_deviation(64, 768, 2))
    worst = max(worst, self.convolution_deviation(64, 96, 3))
    return max(worst, self.convolution_deviation(128, 320, 1))

def linear_deviation(self, outputs: int, inputs: int, rows: int) -> int:
    k = torch.to(torch.randn([outputs, inputs]), self.dtype)
    x = torch.to(torch.randn([rows, inputs]), self.dtype)
    prepare(self.w, "check.weight", k)
    self.w["check.bias"] = torch.to(torch.randn([outputs]), self.dtype)
    exact = torch.matmul(torch.to(x, 7), torch.to(k, 7).transpose(0, 1)) + torch.to(self.w["check.bias"], 7)
    return difference(linear(self.w, "check", x), exact)

def convolution_deviation(self, outputs: int, inputs: int, kernel: int) -> int:
    k = torch.to(torch.randn([outputs, inputs, kernel, kernel]), self.dtype)
    x = layout(torch.to(torch.randn([1, inputs, 16, 16]), self.dtype))
    b = torch.to(torch.randn([outputs]), self.dtype)
    prepare(self.w, "check.weight", k)
    self.w["check.bias"] = b
    edge = kernel // 2
    exact = torch.thnn_conv2d(torch.to(x, 7), torch.to(k, 7), [kernel, kernel], torch.to(b, 7), [1, 1], [edge, edge])
    return difference(conv(self.w, "check", x, 1, edge), exact)

def difference(y: Tensor, exact: Tensor) -> int:
    off = torch.max(torch.abs(torch.sub(torch.to(y, 7), exact)))
    return int(1000.0 * float(off) / float(torch.max(torch.abs(exact))))

# Self-attention of n positions with 8 heads of 40.
def prepare_attention(self, n: int) -> int:
    self.w["a"] = torch.to(torch.randn([1, n, 320]), self.dtype)
    return n

def attention(self) -> Tensor:
    return attend(self.w, self.w["a"], self.w["a"], self.w["a"], 8, False)
