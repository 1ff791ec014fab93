"""The network: MiniLM's encoder, told the words' shapes, and one head a task.

The encoder is BERT (Devlin et al. 2019) as all-MiniLM-L6-v2 has it, written out so that it exports
to plain ONNX. Arcs and links are biaffine (Dozat and Manning 2017), attribution tags a linear-chain
CRF (Lafferty et al. 2001), and each group of heads mixes the encoder's layers by weights of its own
(Peters et al. 2018).
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from corpora import (
    ATTRIBUTION_TAGS,
    EVENT_MODES,
    EVENTS,
    MENTION_TYPES,
    MODALITIES,
    NAME_TAGS,
    RELATIONS,
    UNLABELLED,
    YIELD,
)
from examples import Array, TagSets
from torch import Tensor, nn
from torch.nn import functional

from memcon.language.pieces import SHAPES

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
FAR = -1e4
"""A score that softmax takes for impossible, and half precision can hold."""


class Layer(nn.Module):
    """One layer of BERT: attention and a feed-forward network, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (
            part.reshape(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in self.asked(x).split(WIDTH, 2)
        )
        if self.training:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        else:
            scores = q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask
            mixed = torch.softmax(scores, -1) @ v
        mixed = self.attended(mixed.transpose(1, 2).reshape(b, t, WIDTH))
        x = self.attended_norm(x + self.dropout(mixed))
        return self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes in (B, T), the output of the embedding and of each layer out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        x = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.norm(x))
        mask = (ids == 0).to(x.dtype)[:, None, None, :] * FAR
        outputs = [x]
        for layer in self.layers:
            outputs.append(layer(outputs[-1], mask))
        return outputs

    def load_minilm(self, path: Path) -> None:
        """Takes over all-MiniLM-L6-v2's weights from its safetensors file."""
        from safetensors.torch import load_file

        theirs = load_file(path)
        for mine, parameter in self.named_parameters():
            if mine != "shapes.weight":
                parts = [theirs[name] for name in _minilm_names(mine)]
                parameter.data.copy_(torch.cat(parts))
        token_type = theirs["embeddings.token_type_embeddings.weight"][0]
        self.positions.weight.data += token_type


def _minilm_names(mine: str) -> list[str]:
    """The names that all-MiniLM-L6-v2 has for a parameter's parts, one below the other."""
    parts = {
        "asked": ["attention.self.query", "attention.self.key", "attention.self.value"],
        "attended": ["attention.output.dense"], "attended_norm": ["attention.output.LayerNorm"],
        "inner": ["intermediate.dense"], "outer": ["output.dense"],
        "outer_norm": ["output.LayerNorm"], "words": ["embeddings.word_embeddings"],
        "positions": ["embeddings.position_embeddings"], "norm": ["embeddings.LayerNorm"],
    }  # fmt: skip
    *prefix, part, kind = mine.split(".")
    start = f"encoder.layer.{prefix[1]}." if prefix else ""
    return [f"{start}{theirs}.{kind}" for theirs in parts[part]]


class Mix(nn.Module):
    """A weighted mean of the encoder's layers: the first piece of each word, and of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(LAYERS + 1))
        self.dropout = nn.Dropout(0.1)

    def forward(self, outputs: list[Tensor], firsts: Tensor) -> tuple[Tensor, Tensor]:
        shares = torch.softmax(self.weights, 0)
        mixed = sum(share * x for share, x in zip(shares, outputs, strict=True))
        places = firsts[:, :, None].expand(-1, -1, WIDTH)
        return self.dropout(torch.gather(mixed, 1, places)), self.dropout(mixed[:, :1])


class Biaffine(nn.Module):
    """Scores (B, W, W + 1) of links from each word to each word; column 0 is 'to none'."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.source = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.2))
        self.target = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.2))
        self.none = nn.Parameter(torch.zeros(width))
        self.product = nn.Linear(width, width, bias=False)
        self.prior = nn.Linear(width, 1)

    def forward(self, x: Tensor) -> Tensor:
        targets = self.target(x)
        none = self.none.to(targets.dtype).expand(x.shape[0], 1, -1)
        targets = torch.cat([none, targets], 1)
        scores = self.product(self.source(x)) @ targets.transpose(1, 2)
        return scores + self.prior(targets).transpose(1, 2)


class Crf(nn.Module):
    """A linear chain over tag scores; impossible steps (O to I-x) are ruled out from the start."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        allowed = [[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags]
        self.register_buffer("barred", torch.where(torch.tensor(allowed), 0.0, FAR))
        first = torch.tensor([FAR if t.startswith("I-") else 0.0 for t in tags])
        self.register_buffer("first", first)
        self.steps = nn.Parameter(torch.zeros(len(tags), len(tags)))

    @property
    def transitions(self) -> Tensor:
        """Scores of going from the row's tag to the column's."""
        return self.steps + self.barred

    def forward(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood (B,) of `tags` (B, W) under `emissions` (B, W, tags)."""
        n = emissions.shape[1]
        steps = self.transitions
        picked = emissions.gather(2, tags[:, :, None])[:, :, 0]
        moved = steps[tags[:, :-1], tags[:, 1:]]
        inside = torch.arange(n)[None] < lengths[:, None]
        gold = (picked * inside).sum(1) + (moved * inside[:, 1:]).sum(1)
        alpha = emissions[:, 0] + self.first
        for i in range(1, n):
            grown = torch.logsumexp(alpha[:, :, None] + steps, 1) + emissions[:, i]
            alpha = torch.where(inside[:, i, None], grown, alpha)
        return torch.logsumexp(alpha, 1) - gold


def _tagger(width: int, tags: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(0.2), nn.Linear(width, tags)
    )


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, tags: TagSets) -> None:
        super().__init__()
        self.tags = tags
        self.encoder = Encoder()
        self.syntax, self.said, self.named, self.told = Mix(), Mix(), Mix(), Mix()
        self.upos = _tagger(192, len(tags.upos))
        self.xpos = _tagger(192, len(tags.xpos))
        self.arcs = Biaffine(256)
        self.relation_of = nn.Sequential(nn.Linear(2 * WIDTH, 256), nn.GELU(), nn.Dropout(0.2))
        self.relation = nn.Linear(256, len(tags.deprel))
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.attribution = _tagger(384, len(ATTRIBUTION_TAGS))
        self.crf = Crf(ATTRIBUTION_TAGS)
        self.source_of, self.cue_of = Biaffine(128), Biaffine(128)
        self.name = _tagger(192, len(NAME_TAGS))
        self.mention = _tagger(192, len(MENTION_TYPES))
        self.factuality = _tagger(192, 1)
        self.event = _tagger(384, len(EVENTS))
        self.mode = _tagger(192, len(EVENT_MODES))
        self.modality = _tagger(192, len(MODALITIES))
        self.actor_of, self.recipient_of = Biaffine(128), Biaffine(128)
        self.relation_from = _tagger(192, len(EVENTS))
        self.relation_to = _tagger(192, len(EVENTS))
        self.relation_whole = _tagger(192, len(EVENTS))

    def forward(
        self, ids: Tensor, shapes: Tensor, firsts: Tensor, sentence_of: Tensor,
        heads: Tensor | None = None,
    ) -> dict[str, Tensor]:  # fmt: skip
        """Scores of every head, by word.

        `heads` (places from 1, 0 for the root) are the arcs to label; without them the
        best-scoring ones are labelled, and returned as `head`.
        """
        outputs = self.encoder(ids, shapes)
        mixes = (self.syntax, self.said, self.named, self.told)
        (syntax, _), (said, _), (named, _), (told, whole) = (mix(outputs, firsts) for mix in mixes)
        arcs = self._arcs(syntax, sentence_of)
        if heads is None:
            heads = arcs.argmax(2)
        return {
            "upos": self.upos(syntax), "xpos": self.xpos(syntax), "arcs": arcs, "head": heads,
            "deprel": self._relations(syntax, heads), "attribution": self.attribution(said),
            "source_of": self.source_of(said), "cue_of": self.cue_of(said),
            "name": self.name(named), "mention": self.mention(named),
            "factuality": self.factuality(syntax)[:, :, 0],
            "event": self.event(told), "mode": self.mode(told), "modality": self.modality(told),
            "actor_of": self.actor_of(told), "recipient_of": self.recipient_of(told),
            "relation_from": self.relation_from(told) + self.relation_whole(whole),
            "relation_to": self.relation_to(told),
        }  # fmt: skip

    def _arcs(self, x: Tensor, sentence_of: Tensor) -> Tensor:
        """Arc scores (B, W, W + 1): heads within the sentence, column 0 the root."""
        apart = (sentence_of[:, :, None] != sentence_of[:, None, :]).to(x.dtype) * FAR
        itself = torch.eye(x.shape[1], dtype=x.dtype)[None] * FAR
        return self.arcs(x) + functional.pad(apart + itself, (1, 0))

    def _relations(self, x: Tensor, heads: Tensor) -> Tensor:
        root = self.root.to(x.dtype).expand(x.shape[0], 1, -1)
        with_root = torch.cat([root, x], 1)
        governors = torch.gather(with_root, 1, heads[:, :, None].expand(-1, -1, WIDTH))
        return self.relation(self.relation_of(torch.cat([x, governors], 2)))


class TorchScorer:
    """The network as evaluation asks it: arrays in, arrays out, nothing learned."""

    def __init__(self, network: Network) -> None:
        self._network = network
        with torch.no_grad():
            self.chain = network.crf.transitions.numpy(), network.crf.first.numpy()

    def __call__(self, inputs: Mapping[str, Array]) -> dict[str, Array]:
        self._network.eval()
        rows = [torch.from_numpy(values) for values in inputs.values()]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            return {k: v.float().numpy() for k, v in self._network(*rows).items()}


WEIGHTS = {
    "upos": 0.3, "xpos": 0.5, "head": 1.0, "deprel": 0.5, "attribution": 2.0, "source_of": 0.2,
    "cue_of": 0.2, "name": 0.5, "mention": 0.3, "factuality": 0.1, "event": 1.0, "mode": 0.3,
    "modality": 0.2, "actor_of": 0.5, "recipient_of": 0.5, "relation": 0.7,
}  # fmt: skip


def losses(network: Network, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each task that the batch has labels for, each a mean over its labelled words."""
    heads = batch["head"]
    inside = batch["sentence_of"] >= 0
    own = torch.arange(1, heads.shape[1] + 1)[None]
    arcs = torch.where(heads == own, 0, heads)
    scores = network(
        batch["ids"], batch["shapes"], batch["firsts"], batch["sentence_of"], arcs.clamp(min=0)
    )
    scores = {k: v.float() if v.is_floating_point() else v for k, v in scores.items()}
    found = {
        task: _cross_entropy(scores[task], batch[task])
        for task in ("upos", "xpos", "deprel", "name", "mention", "event", "mode", "modality")
    }
    found["head"] = _cross_entropy(scores["arcs"], arcs)
    nowhere = functional.pad((~inside).float() * FAR, (1, 0))[:, None]
    for link in ("source_of", "cue_of"):
        found[link] = _cross_entropy(scores[link] + nowhere, batch[link])
    rows = (batch["attribution"] != UNLABELLED).any(1)
    if rows.any():
        tags = batch["attribution"][rows].clamp(min=0)
        lengths = inside[rows].sum(1)
        loss = network.crf(scores["attribution"][rows], tags, lengths)
        found["attribution"] = loss.sum() / lengths.sum()
    for link in ("actor_of", "recipient_of"):
        found[link] = _links(scores[link], batch[link])
    found["relation"] = _relation(scores, batch["relation"], batch["relation_to"])
    judged = ~batch["factuality"].isnan()
    if judged.any():
        error = scores["factuality"][judged] - batch["factuality"][judged]
        found["factuality"] = functional.huber_loss(error, torch.zeros_like(error))
    return {k: v for k, v in found.items() if v is not None}


def _links(scores: Tensor, gold: Tensor) -> Tensor | None:
    """Loss of links of which a word may have several: those above "to none" are links."""
    asked = gold != UNLABELLED
    margins = scores[:, :, 1:] - scores[:, :, :1]
    if not asked.any():
        return None
    return functional.binary_cross_entropy_with_logits(margins[asked], gold[asked].float())


def _relation(scores: Mapping[str, Tensor], gold: Tensor, to: Tensor) -> Tensor | None:
    """Loss of the relation between two marks; PLV's YIELD is either of two types."""
    asked = gold != UNLABELLED
    if not asked.any():
        return None
    rows, words = asked.nonzero(as_tuple=True)
    there = to[rows, words] - 1
    told = scores["relation_from"][rows, words] + scores["relation_to"][rows, there]
    chances = functional.log_softmax(told, 1)
    yielding = chances[:, [EVENTS.index("CONCEDE"), EVENTS.index("RETREAT")]].logsumexp(1)
    chances = torch.cat([chances, yielding[:, None]], 1)
    assert RELATIONS[-1] == YIELD
    return functional.nll_loss(chances, gold[rows, words])


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor | None:
    asked = gold != UNLABELLED
    return functional.cross_entropy(scores[asked], gold[asked]) if asked.any() else None
