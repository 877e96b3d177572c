# The generator of "Informative Drawings" (Chan et al. 2022, arXiv:2203.12691): down twice, some residual
# blocks, up twice. Edges are reflected, and each map is normalised by itself.

# raw: [H * W * 3] bytes   result: [H, W] bytes, light lines on black
def draw(self, raw: Tensor, height: int, width: int) -> Tensor:
    y = self.lines(self.picture(raw, height, width) / 255.0)
    return torch.bitwise_not(grey(y)).reshape(height, width)

# x: [1, 3, H, W] from 0 to 1, multiples of four   result: [1, 1, H, W], dark lines on white
def lines(self, x: Tensor) -> Tensor:
    w = self.w
    h = torch.relu_(normalised(inside(w, "model0.1", mirrored(x, 3))))
    h = torch.relu_(normalised(convolved(w, "model1.0", h, 2, 1, 1, 1)))
    h = torch.relu_(normalised(convolved(w, "model1.3", h, 2, 1, 1, 1)))
    i = 0
    while "model2." + str(i) + ".conv_block.1.weight" in w:
        p = "model2." + str(i) + ".conv_block."
        y = torch.relu_(normalised(inside(w, p + "1", mirrored(h, 1))))
        h = h + normalised(inside(w, p + "5", mirrored(y, 1)))
        i += 1
    h = torch.relu_(normalised(doubled(w, "model3.0", h)))
    h = torch.relu_(normalised(doubled(w, "model3.3", h)))
    return torch.sigmoid(inside(w, "model4.1", mirrored(h, 3)))

def mirrored(x: Tensor, n: int) -> Tensor:
    return torch.pad(x, [n, n, n, n], "reflect", None)

def inside(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return convolved(w, p, x, 1, 0, 1, 1)

def normalised(x: Tensor) -> Tensor:
    return torch.instance_norm(x, None, None, None, None, True, 0.1, 1.0e-05, False)

def doubled(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return torch.conv_transpose2d(x, w[p + ".weight"], w[p + ".bias"], [2, 2], [1, 1], [1, 1], 1, [1, 1])
