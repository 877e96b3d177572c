# Attention by matrix products over chunks of queries that stay in the cache: on CPUs without matrix
# units the fused operator's own small products are slow.

# Scaled dot-product attention over `heads` equal slices of the last dimension: [B, N, C].
def attend(w: Dict[str, Tensor], q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    b, n, c = q.shape
    m = k.size(1)
    if causal or m < 512:
        return fused_attention(q, k, v, heads, causal)
    # Softmax does not see a shift common to all keys; without it the scores are smaller, and lose
    # less when they are rounded to the activations' format.
    centred = torch.to(k, 6)
    centred = centred - torch.mean(centred, [1], True)
    scale = float(c // heads) ** -0.5
    k = torch.to(centred * scale, k.dtype)
    q = split_heads(q, heads)
    k = split_heads(k, heads).transpose(1, 2).contiguous()
    v = split_heads(v, heads)
    y = torch.empty_like(q)
    rows = max(64, 2097152 // m)
    for i in range(b * heads):
        for j in range(0, n, rows):
            pause(w)
            p = torch.softmax(torch.matmul(q[i, j:j + rows], k[i]), -1)
            y[i, j:j + rows] = torch.matmul(p, v[i])
    return y.view(b, heads, n, -1).transpose(1, 2).reshape(b, n, c)

# [B, N, C] -> [B heads, N, C / heads]
def split_heads(x: Tensor, heads: int) -> Tensor:
    b, n, c = x.shape
    return x.view(b, n, heads, -1).transpose(1, 2).reshape(b * heads, n, -1)
