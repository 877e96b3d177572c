# Attention by PyTorch's fused operator.

# Scaled dot-product attention over `heads` equal slices of the last dimension: [B, N, C].
def attend(q: Tensor, k: Tensor, v: Tensor, heads: int, causal: bool) -> Tensor:
    return fused_attention(q, k, v, heads, causal)
