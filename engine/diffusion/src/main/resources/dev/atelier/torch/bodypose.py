# OpenPose's body network (Cao et al. 2017, arXiv:1611.08050): features, then six stages of two branches,
# each of which sees what both found before.

# raw: [H * W * 3] bytes, multiples of eight, blue first   result: [1, 57, H / 8, W / 8]: 38 fields of
# directions, then 19 maps of joints
def detect(self, raw: Tensor, height: int, width: int) -> Tensor:
    w = self.w
    x = self.picture(raw, height, width) / 256.0 - 0.5
    counts = [2, 2, 4, 2]
    for i in range(4):
        for j in range(counts[i]):
            x = same_relu(w, "conv" + str(i + 1) + "_" + str(j + 1), x)
        if i < 3:
            x = halved(x)
    x = same_relu(w, "conv4_3_CPM", x)
    x = same_relu(w, "conv4_4_CPM", x)
    a = first_stage(w, x, "_L1")
    b = first_stage(w, x, "_L2")
    for stage in range(2, 7):
        seen = torch.cat([a, b, x], 1)
        a = later_stage(w, seen, "_stage" + str(stage) + "_L1")
        b = later_stage(w, seen, "_stage" + str(stage) + "_L2")
    # The published network has one more rectifier here than in the other stages.
    return torch.cat([a, torch.relu(b)], 1)

def first_stage(w: Dict[str, Tensor], x: Tensor, end: str) -> Tensor:
    for i in range(1, 5):
        x = same_relu(w, "conv5_" + str(i) + "_CPM" + end, x)
    return same(w, "conv5_5_CPM" + end, x)

def later_stage(w: Dict[str, Tensor], x: Tensor, end: str) -> Tensor:
    for i in range(1, 7):
        x = same_relu(w, "Mconv" + str(i) + end, x)
    return same(w, "Mconv7" + end, x)
