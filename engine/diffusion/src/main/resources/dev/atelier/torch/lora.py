# What LoRA files and their relatives do to weights. Everything is float32.

def flat(t: Tensor) -> Tensor:
    return torch.reshape(t, [t.size(0), -1])

# up @ down, of which only the first `rank` vectors count unless it is 0.
# up: [O, R, ...]   down: [R, I, ...]   result: [O, I]
def low_rank(self, up: Tensor, down: Tensor, rank: int) -> Tensor:
    u = flat(up)
    d = flat(down)
    if rank > 0:
        u = u[:, 0:rank]
        d = d[0:rank]
    return torch.matmul(u, d)

# The same added to a weight in its own memory.
def low_rank_added(self, w: Tensor, up: Tensor, down: Tensor, rank: int, factor: float) -> Tensor:
    u = flat(up)
    d = flat(down)
    if rank > 0:
        u = u[:, 0:rank]
        d = d[0:rank]
    torch.addmm_(flat(w), u, d, beta=1, alpha=factor)
    return w

# result: as w
def summed(self, w: Tensor, other: Tensor) -> Tensor:
    return torch.add(w, other)

# A convolution in CP form (Tucker decomposition).
# up: [O, R]   down: [S, I]   mid: [R, S, K, K]   result: [O, I, K, K]
def tucker(self, up: Tensor, down: Tensor, mid: Tensor) -> Tensor:
    return torch.einsum("nmkl,in,mj->ijkl", [mid, flat(up), flat(down)], path=None)

# The same in the order of LoHa and LoKr.
# core: [R, S, K, K]   a: [R, O]   b: [S, I]   result: [O, I, K, K]
def core(self, core: Tensor, a: Tensor, b: Tensor) -> Tensor:
    return torch.einsum("ijkl,ip,jr->prkl", [core, a, b], path=None)

def product(self, a: Tensor, b: Tensor) -> Tensor:
    return torch.mul(a, b)

# LoKr: w1: [A, B]   w2: [C, D, ...]   result: [A C, B D, ...]
def kronecker(self, w1: Tensor, w2: Tensor) -> Tensor:
    a = w1
    if w2.dim() == 4:
        a = torch.reshape(w1, [w1.size(0), w1.size(1), 1, 1])
    return torch.kron(a, w2.contiguous())

# IA3: factors of the inputs or of the outputs.
def scaled(self, w: Tensor, factors: Tensor, of_inputs: bool) -> Tensor:
    sizes = [1] * w.dim()
    if of_inputs:
        sizes[1] = -1
    else:
        sizes[0] = -1
    return torch.mul(w, torch.reshape(factors, sizes))

# GLoRA: b2 b1 + w a2 a1
def generalized(self, w: Tensor, a1: Tensor, a2: Tensor, b1: Tensor, b2: Tensor) -> Tensor:
    own = torch.matmul(torch.matmul(flat(w), flat(a2)), flat(a1))
    return torch.add(torch.matmul(flat(b2), flat(b1)), own)

# Cayley's transform of what is skew-symmetric in some blocks: orthogonal matrices. The norm of all
# blocks together stays within `limit` unless that is 0.  blocks: [..., N, N]
def rotations(self, blocks: Tensor, limit: float) -> Tensor:
    q = torch.sub(blocks, torch.transpose(blocks, -1, -2))
    if limit != 0.0:
        norm = float(torch.norm(torch.reshape(q, [-1])))
        q = torch.mul(q, (min(norm, limit) + 1.0e-08) / (norm + 1.0e-08))
    eye = torch.eye(q.size(-1), dtype=6, device=q.device)
    return torch.matmul(torch.add(eye, q), torch.inverse(torch.sub(eye, q)))

# OFT: each block of outputs turned by its rotation, less the weight.  r: [K, N, N]
def turned(self, w: Tensor, r: Tensor) -> Tensor:
    blocks = torch.reshape(w, [r.size(0), r.size(1), -1])
    new = torch.einsum("knm,kni->kmi", [r, blocks], path=None)
    return torch.reshape(new, w.size())

# BOFT: the same in stages between which the outputs change places as in a butterfly.
# r: [M, K, B, B]
def butterfly(self, w: Tensor, r: Tensor) -> Tensor:
    b = r.size(2)
    x = flat(w)
    rows = x.size(0)
    columns = x.size(1)
    stride = b // 2
    for i in range(r.size(0)):
        x = torch.reshape(x, [-1, 2, stride, columns]).transpose(1, 2).reshape([rows, columns])
        x = torch.matmul(r[i], torch.reshape(x, [-1, b, columns])).reshape([rows, columns])
        x = torch.reshape(x, [-1, stride, 2, columns]).transpose(1, 2).reshape([rows, columns])
        stride = 2 * stride
    return torch.reshape(x, w.size())

# OFT's factors of the outputs.
def rescaled(self, w: Tensor, factors: Tensor) -> Tensor:
    return torch.reshape(torch.mul(flat(w), torch.reshape(factors, [-1, 1])), w.size())

def less(self, a: Tensor, b: Tensor) -> Tensor:
    return torch.sub(a, b)

# With numbers of its own added, of any shape.
def biased(self, delta: Tensor, bias: Tensor) -> Tensor:
    return torch.add(torch.reshape(delta, bias.size()), bias)

# The same numbers in the shape of a weight; input channels that it has besides get nothing.
def shaped(self, delta: Tensor, w: Tensor) -> Tensor:
    if delta.numel() == w.numel():
        return torch.reshape(delta, w.size())
    d = torch.reshape(delta, [w.size(0), -1, w.size(2), w.size(3)])
    return torch.pad(d, [0, 0, 0, 0, 0, w.size(1) - d.size(1)], "constant", 0.)

def times(self, t: Tensor, factor: float) -> Tensor:
    return torch.mul(t, factor)

# DoRA: the change of a weight when its columns (or rows) get lengths of their own.
# magnitude: [1, I, ...] or [O, 1, ...]
def decomposed(self, w: Tensor, delta: Tensor, magnitude: Tensor, by_rows: bool) -> Tensor:
    new = torch.add(w, delta)
    flat_new = flat(new)
    sizes = [1] * w.dim()
    if by_rows:
        sizes[0] = -1
    else:
        flat_new = flat(new.transpose(0, 1))
        sizes[1] = -1
    norm = torch.norm(flat_new, 2, [1], False)
    factor = torch.div(torch.reshape(magnitude, sizes), torch.reshape(norm, sizes))
    return torch.sub(torch.mul(new, factor), w)

def added(self, w: Tensor, delta: Tensor, factor: float) -> Tensor:
    return torch.add(w, torch.mul(delta, factor))

# A third of the rows: queries, keys or values of a joined projection.
def third(self, w: Tensor, index: int) -> Tensor:
    return torch.chunk(w, 3, 0)[index].contiguous()

def joined(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return torch.cat([q, k, v], 0)
