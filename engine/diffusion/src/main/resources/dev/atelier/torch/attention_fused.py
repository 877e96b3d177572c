# Attention by PyTorch's fused operator.

# Scaled dot-product attention over `heads` equal slices of the last dimension: [B, N, C].
def attend(w: Dict[str, Tensor], q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    n = q.size(1)
    work = q.size(0) * k.size(1) * q.size(2)  # multiplications for each query
    if causal or "run:stop" not in w or n * work < 60000000000:
        return fused_attention(q, k, v, heads, causal)
    # So large that it lasts: some queries at a time, so that it can be stopped in between.
    rows = max(256, 30000000000 // work)
    y: List[Tensor] = []
    for j in range(0, n, rows):
        pause(w)
        y.append(fused_attention(q[:, j:j + rows], k, v, heads, False))
    return torch.cat(y, 1)
