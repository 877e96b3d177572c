# Holistically-nested edges in the form of lllyasviel's ControlNetHED: five blocks of convolutions,
# each half the size of the one before and with an edge map of its own.

# raw: [H * W * 3] bytes   safe: steps, or 0   result: [H, W] bytes
def draw(self, raw: Tensor, height: int, width: int, safe: int) -> Tensor:
    x = self.edges(self.picture(raw, height, width))
    y = torch.sigmoid(torch.to(x, 7))
    return grey(stepped(y, safe)).reshape(height, width)

# The mean of the five maps, before the sigmoid.  x: [1, 3, H, W] from 0 to 255   result: [1, 1, H, W]
def edges(self, x: Tensor) -> Tensor:
    w = self.w
    height = x.size(2)
    width = x.size(3)
    h = x - w["norm"]
    total = torch.zeros([1, 1, height, width], device=x.device)
    for i in range(5):
        p = "block" + str(i + 1)
        if i > 0:
            h = halved(h)
        j = 0
        while p + ".convs." + str(j) + ".weight" in w:
            h = same_relu(w, p + ".convs." + str(j), h)
            j += 1
        total = total + linearly(same(w, p + ".projection", h), height, width, False)
    return total / 5.0
