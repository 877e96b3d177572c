# The CLIP text model (Radford et al. 2021, arXiv:2103.00020). Key paths are those below
# "cond_stage_model.transformer.text_model.".

# The hidden states before layer `stop` counted from the end (1 = after the last layer), followed by
# the final layer norm if asked for.  ids: [B, N] -> [B, N, D] in float32
def encode(self, ids: Tensor, stop: int, norm: bool) -> Tensor:
    return self.output(self.hidden(ids, self.layers + 1 - stop), norm)

# The same with other vectors in place of some tokens' own.  places: [K] into the B*N tokens,
# vectors: [K, D]
def encode_with(self, ids: Tensor, places: Tensor, vectors: Tensor, stop: int, norm: bool) -> Tensor:
    own = torch.embedding(self.w["embeddings.token_embedding.weight"], ids)
    flat = torch.reshape(own, [-1, own.size(2)])
    mixed = torch.index_copy(flat, 0, places, torch.to(vectors, own))
    return self.output(self.through(torch.reshape(mixed, own.size()), self.layers + 1 - stop), norm)

def output(self, h: Tensor, norm: bool) -> Tensor:
    if norm:
        h = layer_norm(self.w, "final_layer_norm", h)
    return torch.to(h, 6)

# The input of layer `count`, or the output of the last layer when `count` is the number of layers.
def hidden(self, ids: Tensor, count: int) -> Tensor:
    return self.through(torch.embedding(self.w["embeddings.token_embedding.weight"], ids), count)

# The same from the tokens' vectors.  h: [B, N, D]
def through(self, h: Tensor, count: int) -> Tensor:
    w = self.w
    h = torch.add(h, w["embeddings.position_embedding.weight"][0:h.size(1)])
    h = torch.to(h, self.dtype)
    for i in range(count):
        p = "encoder.layers." + str(i)
        z = layer_norm(w, p + ".layer_norm1", h)
        q = linear(w, p + ".self_attn.q_proj", z)
        k = linear(w, p + ".self_attn.k_proj", z)
        v = linear(w, p + ".self_attn.v_proj", z)
        h = linear_add(w, p + ".self_attn.out_proj", attend(w, q, k, v, self.heads, True), h)
        z = linear(w, p + ".mlp.fc1", layer_norm(w, p + ".layer_norm2", h))
        if self.quick_gelu == 1:
            z = z * torch.sigmoid(1.702 * z)
        else:
            z = torch.gelu(z)
        h = linear_add(w, p + ".mlp.fc2", z, h)
    return h

# Gives each place the position vector of the place that `order` names.
def reorder(self, order: Tensor) -> int:
    key = "embeddings.position_embedding.weight"
    self.w[key] = torch.index_select(self.w[key], 0, order)
    return len(self.w)
