"""Trains the network of the second reader (src/reader/network.ts); called by scripts/train-network.ts.

    python3 scripts/train/network.py LINES.jsonl OUT.json [--epochs N] [--seed N]

LINES.jsonl: one TaughtLine (scripts/train/lines.ts) a line. OUT.json: characters, names and weights as the extension
ships them (NetworkFile). Needs PyTorch (Debian: python3-torch, libopenblas0-pthread). Seeded; another version of
PyTorch, or another number of threads, gives other last bits.
"""
import argparse
import base64
import collections
import json
import math
import random
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

parser = argparse.ArgumentParser()
parser.add_argument("lines")
parser.add_argument("out")
parser.add_argument("--epochs", type=int, default=5)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

DIMENSIONS = 64
LAYERS = 4
BATCH = 128
RATE = 3e-3
DECAY = 0.02
DROPOUT = 0.15
# Shares of what is hidden at each visit, so that none is relied on alone: characters, names, parts around a line, all of them.
NO_CHARACTER, NO_NAME, NO_PART, NO_PARTS = 0.08, 0.1, 0.1, 0.1
# What a topic and a verdict told rightly count beside the claim itself.
ALSO = 0.15
LEAST_CHARACTERS, LEAST_NAMES = 5, 20
# As in src/reader/network.ts.
PARTS = ("title", "heading", "before", "line", "behind")
LONGEST = {"title": 24, "heading": 20, "before": 28, "line": 150, "behind": 24}
LONGEST_RUN = 64
PADDING, UNKNOWN, SEPARATOR, FIRST = 0, 1, 2, 3
PLACES = 24

torch.manual_seed(options.seed)
random.seed(options.seed)
numpy.random.seed(options.seed)
torch.set_num_threads(2)


def cut(part, text):
    return text[-LONGEST[part]:] if part == "before" else text[: LONGEST[part]]


characters, names, topics, verdicts = collections.Counter(), collections.Counter(), {}, {}
lines = []
with open(options.lines, encoding="utf8") as file:
    for written in file:
        line = json.loads(written)
        runs = [
            (start, min(end, start + LONGEST_RUN), asserts, topics.setdefault(topic, len(topics)), verdicts.setdefault(verdict, len(verdicts)))
            for start, end, asserts, topic, verdict in line["runs"]
            if start < end <= LONGEST["line"]
        ]
        if not runs:
            continue
        parts = [cut(part, line[part]) for part in PARTS]
        seen = [(at, name) for at, name in line["names"] if at < LONGEST["line"]]
        for part in parts:
            characters.update(part)
        names.update(name for _, name in seen)
        lines.append((parts, seen, line["place"], runs, line["weight"], line["placed"]))

known = [character for character, count in characters.most_common() if count >= LEAST_CHARACTERS and character != "\ufffd"]
character_ids = {character: FIRST + i for i, character in enumerate(known)}
known_names = [name for name, count in names.most_common() if count >= LEAST_NAMES]
name_ids = {name: 1 + i for i, name in enumerate(known_names)}
lines = [
    (
        [[character_ids.get(character, UNKNOWN) for character in part] for part in parts],
        [(at, name_ids[name]) for at, name in seen if name in name_ids],
        *rest,
    )
    for parts, seen, *rest in lines
]
print(f"{len(lines)} lines, {sum(len(line[3]) for line in lines)} runs, {len(known)} characters, {len(known_names)} names", flush=True)


def gate(x):
    return 0.5 + x / (1 + 2 * x.abs())


class Layer(nn.Module):
    def __init__(self, reach):
        super().__init__()
        self.norm = nn.LayerNorm(DIMENSIONS)
        self.near = nn.Conv1d(DIMENSIONS, 2 * DIMENSIONS, 3, padding=reach, dilation=reach)
        self.out = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        near = self.near((self.norm(x) * mask).transpose(1, 2)).transpose(1, 2)
        value, gates = near.chunk(2, -1)
        return x + self.dropout(self.out(value * gate(gates)))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.character = nn.Embedding(len(known) + FIRST, DIMENSIONS, padding_idx=PADDING)
        self.part = nn.Embedding(len(PARTS), DIMENSIONS)
        self.place = nn.Embedding(PLACES, DIMENSIONS)
        self.name = nn.Embedding(len(known_names) + 1, DIMENSIONS)
        for table, spread in ((self.character, 0.3), (self.part, 0.3), (self.place, 0.1), (self.name, 0.15)):
            nn.init.normal_(table.weight, std=spread)
        self.layers = nn.ModuleList([Layer(2**i) for i in range(LAYERS)])
        self.norm = nn.LayerNorm(DIMENSIONS)
        self.dropout = nn.Dropout(DROPOUT)
        self.hidden = nn.Linear(5 * DIMENSIONS + 1, DIMENSIONS)
        self.out = nn.Linear(DIMENSIONS, 1 + len(topics) + len(verdicts))

    def forward(self, ids, parts, places, name_at, name_ids, line_of, starts, ends):
        mask = (ids > 0).unsqueeze(-1).float()
        rows, long = ids.shape
        x = self.character(ids) + self.part(parts) + self.place(places).unsqueeze(1)
        x = x.reshape(rows * long, DIMENSIONS).index_add(0, name_at, self.name(name_ids)).reshape(rows, long, DIMENSIONS)
        x = self.dropout(x * mask)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x) * mask
        at = starts.unsqueeze(1) + torch.arange(LONGEST_RUN).unsqueeze(0)
        inside = at < ends.unsqueeze(1)
        run = x[line_of.unsqueeze(1), at.clamp(max=long - 1)]
        top = run.masked_fill(~inside.unsqueeze(-1), -1e4).max(1)[0]
        length = inside.sum(1, keepdim=True).float()
        mean = (run * inside.unsqueeze(-1)).sum(1) / length
        whole = (x.sum(1) / mask.sum(1))[line_of]
        seen = torch.cat([top, mean, x[line_of, starts - 1], x[line_of, ends], whole, length / 32], -1)
        return self.out(self.dropout(functional.relu(self.hidden(seen))))


def batch(chosen):
    rows, runs, name_at, name_ids = [], [], [], []
    for parts, seen, place, own, weight, placed in chosen:
        shown = [part == "line" or random.random() >= NO_PART for part in PARTS]
        if placed and random.random() < NO_PARTS:
            shown = [part == "line" for part in PARTS]
        ids, kinds = [], []
        for kind, part in enumerate(parts):
            ids.append(SEPARATOR)
            kinds.append(kind)
            if PARTS[kind] == "line":
                begin = len(ids)
            if shown[kind]:
                ids += part
                kinds += [kind] * len(part)
        rows.append((ids + [SEPARATOR], kinds + [len(PARTS) - 1], place, begin))
    long = max(len(ids) for ids, *_ in rows)
    for i, (_, seen, _, own, weight, _) in enumerate(chosen):
        begin = rows[i][3]
        runs += [(i, begin + start, begin + end, asserts, topic, verdict, weight) for start, end, asserts, topic, verdict in own]
        for at, name in seen:
            if random.random() >= NO_NAME:
                name_at.append(i * long + begin + at)
                name_ids.append(name)
    ids = numpy.zeros((len(rows), long), numpy.int64)
    kinds = numpy.zeros((len(rows), long), numpy.int64)
    for i, (own, kind, _, _) in enumerate(rows):
        ids[i, : len(own)] = own
        kinds[i, : len(kind)] = kind
    ids = torch.from_numpy(ids)
    ids = ids.masked_fill((torch.rand(ids.shape) < NO_CHARACTER) & (ids > SEPARATOR), UNKNOWN)
    columns = [torch.tensor(column) for column in zip(*runs)]
    whole = lambda numbers: torch.tensor(numbers, dtype=torch.long)
    given = (ids, torch.from_numpy(kinds), whole([place for _, _, place, _ in rows]), whole(name_at), whole(name_ids))
    return (*given, *columns[:3]), columns[3:]


def batches():
    """Lines at random, those of about the same length together."""
    order = list(lines)
    random.shuffle(order)
    size = lambda line: sum(map(len, line[0]))
    out = []
    for i in range(0, len(order), BATCH * 40):
        some = sorted(order[i : i + BATCH * 40], key=size)
        out += [some[k : k + BATCH] for k in range(0, len(some), BATCH)]
    random.shuffle(out)
    return out


network = Network()
optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
steps = options.epochs * math.ceil(len(lines) / BATCH)
step = 0
started = time.time()
for epoch in range(options.epochs):
    total, count = 0.0, 0
    for chosen in batches():
        given, (asserts, topic, verdict, weight) = batch(chosen)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, step / 300) * (1 - step / steps) + 1e-6
        said = network(*given)
        told = asserts >= 0
        errors = functional.binary_cross_entropy_with_logits(said[told, 0], asserts[told].float(), reduction="none")
        loss = (errors * weight[told]).sum() / told.sum().clamp(min=1)
        positive = asserts == 1
        also = 0
        if positive.any():
            split = 1 + len(topics)
            also = functional.cross_entropy(said[positive, 1:split], topic[positive])
            also = also + functional.cross_entropy(said[positive, split:], verdict[positive])
        optimiser.zero_grad()
        (loss + ALSO * also).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        total += loss.item()
        count += 1
    print(f"{time.time() - started:.0f} s: {epoch + 1} of {options.epochs} times through, loss {total / count:.4f}", flush=True)


def numbers(tensor):
    return [round(float(number), 5) for number in tensor]


def packed(tensor, each_row):
    """Signed bytes, with what one is worth: of the whole, or of each row."""
    table = tensor.detach().numpy().astype(numpy.float64)
    table = table.reshape(table.shape[0], -1)
    scale = numpy.abs(table).max(axis=1, keepdims=True) / 127 if each_row else numpy.array([[numpy.abs(table).max() / 127]])
    scale = numpy.maximum(scale, 1e-9)
    ints = numpy.clip(numpy.rint(table / scale), -127, 127).astype(numpy.int8)
    units = [float(f"{number:.6g}") for number in scale[:, 0]]
    return {
        "rows": table.shape[0],
        "scale": units if each_row else units[0],
        "ints": base64.b64encode(ints.tobytes()).decode(),
    }


with torch.no_grad():
    norm = lambda layer: [numbers(layer.weight), numbers(layer.bias)]
    file = {
        "dimensions": DIMENSIONS,
        "characters": "".join(known),
        "names": known_names,
        "character": packed(network.character.weight, True),
        "part": packed(network.part.weight, False),
        "place": packed(network.place.weight, False),
        "name": packed(network.name.weight, True),
        "layers": [
            {
                "norm": norm(layer.norm),
                # Left, own, right neighbour, each with its dimensions side by side.
                "near": packed(layer.near.weight.transpose(1, 2).contiguous(), True),
                "nearBias": numbers(layer.near.bias),
                "out": packed(layer.out.weight, True),
                "outBias": numbers(layer.out.bias),
            }
            for layer in network.layers
        ],
        "norm": norm(network.norm),
        "hidden": packed(network.hidden.weight, True),
        "hiddenBias": numbers(network.hidden.bias),
        "out": numbers(network.out.weight[0]),
        "outBias": round(float(network.out.bias[0]), 5),
    }
with open(options.out, "w", encoding="utf8") as out:
    json.dump(file, out, ensure_ascii=False)
