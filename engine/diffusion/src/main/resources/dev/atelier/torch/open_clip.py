# OpenCLIP's text model (https://github.com/mlfoundations/open_clip), as SD2 and SDXL use it. Key
# paths are those below "cond_stage_model.model." or "conditioner.embedders.1.model.".

# The hidden states before layer `stop` counted from the end (1 = after the last layer), followed by
# the final layer norm if asked for.  ids: [B, N] -> [B, N, D] in float32
def encode(self, ids: Tensor, stop: int, norm: bool) -> Tensor:
    return self.through(torch.embedding(self.w["token_embedding.weight"], ids), stop, norm)

# The same with other vectors in place of some tokens' own.  places: [K] into the B*N tokens,
# vectors: [K, D]
def encode_with(self, ids: Tensor, places: Tensor, vectors: Tensor, stop: int, norm: bool) -> Tensor:
    own = torch.embedding(self.w["token_embedding.weight"], ids)
    flat = torch.reshape(own, [-1, own.size(2)])
    mixed = torch.index_copy(flat, 0, places, torch.to(vectors, own))
    return self.through(torch.reshape(mixed, own.size()), stop, norm)

# Where the text is pooled, the output of the last layer is kept for it under "run:last".
def through(self, h: Tensor, stop: int, norm: bool) -> Tensor:
    w = self.w
    h = torch.add(h, w["positional_embedding"][0:h.size(1)])
    h = torch.to(h, self.dtype)
    count = self.layers + 1 - stop
    chosen = h
    last = count
    if "text_projection" in w:
        last = self.layers
    for i in range(last):
        h = note(w, "resblock." + str(i), self.layer("transformer.resblocks." + str(i), h))
        if i + 1 == count:
            chosen = h
    if "text_projection" in w:
        w["run:last"] = h
    if norm:
        chosen = layer_norm(w, "ln_final", chosen)
    return torch.to(chosen, 6)

def layer(self, p: str, h: Tensor) -> Tensor:
    w = self.w
    q, k, v = linear(w, p + ".attn.in_proj", layer_norm(w, p + ".ln_1", h)).chunk(3, -1)
    h = linear_add(w, p + ".attn.out_proj", attend(w, q, k, v, self.heads, True), h)
    z = linear(w, p + ".mlp.c_fc", layer_norm(w, p + ".ln_2", h))
    if self.quick_gelu == 1:
        z = z * torch.sigmoid(1.702 * z)
    else:
        z = torch.gelu(z)
    return linear_add(w, p + ".mlp.c_proj", z, h)

# What the last layer says at the first end mark, whose id is the highest: [B, P] in float32, of the
# ids that were encoded last.
def pooled(self, ids: Tensor) -> Tensor:
    w = self.w
    h = layer_norm(w, "ln_final", w.pop("run:last"))
    at = torch.arange(ids.size(0), device=ids.device)
    return torch.to(h[at, torch.argmax(ids, -1)], 6) @ w["text_projection"]
