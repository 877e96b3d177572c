# PiDiNet (Su et al. 2021, arXiv:2108.07009) of pixel differences in turn central, angular, radial and
# none ("carv4"), with dilated convolutions and spatial attention at each of four sizes.

def draw(self, raw: Tensor, height: int, width: int, how: int) -> Tensor:
    x = torch.flip(self.picture(raw, height, width), [1]) / 255.0
    y = self.edges(x)
    if how < 0:
        y = torch.to(torch.gt(y, 0.5), 6)
    return grey(stepped(y, how)).reshape(height, width)

# x: [1, 3, H, W], blue first, from 0 to 1   result: [1, 1, H, W] from 0 to 1
def edges(self, x: Tensor) -> Tensor:
    w = self.w
    height = x.size(2)
    width = x.size(3)
    h = difference(w, "init_block", x, 0, 1)
    counts = [3, 4, 4, 4]
    n = 1
    maps: List[Tensor] = []
    for i in range(4):
        for j in range(counts[i]):
            h = block(w, "block" + str(i + 1) + "_" + str(j + 1), h, n % 4)
            n += 1
        y = attended(w, "attentions." + str(i), dilated(w, "dilations." + str(i), h))
        maps.append(linearly(same(w, "conv_reduces." + str(i) + ".conv", y), height, width, False))
    return torch.sigmoid(same(w, "classifier", torch.cat(maps, 1)))

def block(w: Dict[str, Tensor], p: str, x: Tensor, kind: int) -> Tensor:
    if p + ".shortcut.weight" in w:
        x = halved(x)
    y = torch.relu_(difference(w, p + ".conv1", x, kind, x.size(1)))
    y = same(w, p + ".conv2", y)
    if p + ".shortcut.weight" in w:
        x = same(w, p + ".shortcut", x)
    return y + x

# A convolution of differences: 0 with the centre, 1 around it, 2 along rays, 3 of pixels themselves.
def difference(w: Dict[str, Tensor], p: str, x: Tensor, kind: int, groups: int) -> Tensor:
    k = w[p + ".weight"]
    if k.size(2) == 3 and kind == 0:
        centre = torch.sum(k, [2, 3], True)
        k = k - torch.constant_pad_nd(centre, [1, 1, 1, 1], 0)
    elif k.size(2) == 3 and kind == 1:
        flat = torch.reshape(k, [k.size(0), k.size(1), 9])
        turned = torch.index_select(flat, 2, torch.tensor([3, 0, 1, 6, 4, 2, 7, 8, 5], dtype=4, device=k.device))
        k = torch.reshape(flat - turned, k.size())
    elif k.size(2) == 3 and kind == 2:
        flat = torch.reshape(k, [k.size(0), k.size(1), 9])[:, :, 1:]
        wide = torch.zeros([k.size(0), k.size(1), 25], device=k.device)
        wide = torch.index_copy(wide, 2, torch.tensor([0, 2, 4, 10, 14, 20, 22, 24], dtype=4, device=k.device), flat)
        wide = torch.index_copy(wide, 2, torch.tensor([6, 7, 8, 11, 13, 16, 17, 18], dtype=4, device=k.device), -flat)
        k = torch.reshape(wide, [k.size(0), k.size(1), 5, 5])
    r = k.size(2) // 2
    return convolution(x, k, None, 1, r, 1, groups)

def dilated(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    h = same(w, p + ".conv1", torch.relu(x))
    y = torch.zeros_like(h)
    for i in range(4):
        d = 5 + 2 * i
        y = y + convolved(w, p + ".conv2_" + str(i + 1), h, 1, d, d, 1)
    return y

def attended(w: Dict[str, Tensor], p: str, x: Tensor) -> Tensor:
    return x * torch.sigmoid(same(w, p + ".conv2", same(w, p + ".conv1", torch.relu(x))))
