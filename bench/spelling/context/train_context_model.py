"""python train_context_model.py --material FOLDER [--material FOLDER…] --out FOLDER: learns a character context model (PyTorch 2.11 or later).

Learns from right texts with slips made in them, then from examples: once from all of them (`NAME-all`) and once for each third without it (`NAME-0` …), so that what the model tells
of an example can be had from one that never saw it. A GPU takes minutes; a CPU days."""

import argparse
import json
import os
import re
import time

import torch
import torch.nn.functional as F

from context_model import EDGE, FIRST_CHARACTER, MASK, PADDING, UNKNOWN, ContextModel
from slips import IGNORED, Slips

FOLDS = 3
BUCKETS = (16, 24, 32, 48, 64, 96, 120)


def read_lines(file):
    return open(file, encoding="utf-8").read().rstrip("\n").split("\n")


def pieces(line, longest):
    """A line in pieces that are not too long, cut behind sentences where it can be."""
    parts = [part for part in re.findall(r"[^。；！？]*[。；！？]?", line) if part]
    piece = ""
    for part in parts:
        if piece and len(piece) + len(part) > longest:
            yield piece
            piece = ""
        while len(part) > longest:
            yield part[:longest]
            part = part[longest:]
        piece += part
    if piece:
        yield piece


def packed(texts, numbers, device):
    """Texts by length: a matrix for each bucket, an edge before and behind each text."""
    by_bucket = {length: [] for length in BUCKETS}
    for text in texts:
        ids = [EDGE, *(numbers.get(each, UNKNOWN) for each in text), EDGE]
        length = next((length for length in BUCKETS if len(ids) <= length), None)
        if length is not None:
            by_bucket[length].append(ids + [PADDING] * (length - len(ids)))
    return {length: torch.tensor(rows, dtype=torch.int16, device=device) for length, rows in by_bucket.items() if rows}


def losses(model, written, meant, redundant, missing, inserted):
    hidden, gaps = model.hidden(written)
    is_text = (written != PADDING)
    wrong = (meant != written) & (meant != IGNORED) & (written != MASK)
    asked = (meant != IGNORED) & (wrong | (written == MASK) | (torch.rand(meant.shape, device=meant.device) < 0.2))
    loss = F.cross_entropy(model.meant(hidden[asked]).float(), meant[asked])
    shown = is_text & (written != EDGE) & (written != MASK)
    loss = loss + 3 * F.binary_cross_entropy_with_logits(model.wrong(hidden[shown])[:, 0].float(), wrong[shown].float())
    loss = loss + 2 * F.binary_cross_entropy_with_logits(model.redundant(hidden[shown])[:, 0].float(), redundant[shown].float())
    loss = loss + 2 * F.binary_cross_entropy_with_logits(model.missing(gaps[is_text])[:, 0].float(), missing[is_text].float())
    lost = (missing == 1) & is_text
    if lost.any():
        loss = loss + 0.1 * F.cross_entropy(model.inserted(gaps[lost]).float(), inserted[lost])
    return loss


class Trainer:
    def __init__(self, settings, device):
        self.settings, self.device = settings, device
        self.autocast = torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda")

    def step(self, model, optimiser, batches, rate):
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad(set_to_none=True)
        total = 0
        for batch, weight in batches:
            with self.autocast:
                loss = losses(model, *batch) * weight
            loss.backward()
            total = total + loss.detach()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        return total

    def optimiser(self, model):
        return torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.02, fused=self.device == "cuda")


def drawn(matrices, tokens, generator):
    lengths = list(matrices)
    weights = torch.tensor([float(matrices[length].numel()) for length in lengths])
    length = lengths[int(torch.multinomial(weights, 1, generator=generator))]
    rows = matrices[length]
    at = torch.randint(len(rows), (max(1, tokens // length),), generator=generator).to(rows.device)
    return rows[at].long()


def paired(examples, numbers, device):
    """Examples of one length as batches' arrays, by bucket."""
    found = {length: [] for length in BUCKETS}
    for written, meant in examples:
        if len(written) != len(meant):
            continue
        for at in range(0, len(written), 118):
            one, other = written[at : at + 118], meant[at : at + 118]
            length = next(length for length in BUCKETS if len(one) + 2 <= length)
            row = lambda text, edge, fill: [edge, *(numbers.get(each, UNKNOWN) for each in text), edge] + [fill] * (length - len(text) - 2)
            found[length].append((row(one, EDGE, PADDING), row(other, IGNORED, IGNORED)))
    return {length: torch.tensor(rows, device=device) for length, rows in found.items() if rows}


def batch_of(rows):
    written, meant = rows[:, 0], rows[:, 1].clone()
    meant[meant == UNKNOWN] = IGNORED
    nothing = torch.zeros_like(written)
    return written, meant, nothing, nothing, torch.full_like(written, IGNORED)


@torch.no_grad()
def judged(model, trainer, pairs):
    """Likelihood of what was meant, and F1 of whole pieces at the bar that changes at most 2 % of right ones."""
    model.eval()
    likelihood, asked, scores = 0.0, 0, []
    for rows in pairs.values():
        for part in rows.split(256):
            written, meant, *_ = batch_of(part)
            with trainer.autocast:
                hidden, _ = model.hidden(written)
                logs = torch.log_softmax(model.meant(hidden).float(), -1)
            is_asked = meant != IGNORED
            target = meant.clamp(min=0)
            likelihood += float(logs.gather(2, target[..., None])[..., 0][is_asked].sum())
            asked += int(is_asked.sum())
            best, place = logs.max(-1)
            margin = torch.where(is_asked & (place != written), best - logs.gather(2, written[..., None])[..., 0], -99.0)
            for bar in range(0, 9):
                changed = margin > bar
                result = torch.where(changed, place, written)
                is_meant = ((result == target) | ~is_asked).all(1)
                is_right = ((written == target) | ~is_asked).all(1)
                scores.append((bar, int(changed.any(1).sum()), int((changed.any(1) & is_right).sum()), int((is_meant & ~is_right).sum()), int((~is_right).sum()), int(is_right.sum())))
    best = (0.0, 0, 0.0)
    for bar in range(0, 9):
        changed, false, mended, wrong, right = (sum(score[at] for score in scores if score[0] == bar) for at in (1, 2, 3, 4, 5))
        precision, recall = mended / max(1, changed), mended / max(1, wrong)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        if false <= 0.02 * right and f1 > best[0]:
            best = (f1, bar, false / max(1, right))
    model.train()
    return likelihood / max(1, asked), best


def keep(model, base, file):
    """The base in half precision; others as steps away from it in 8 bits a row."""
    if base is None:
        torch.save({name: value.half().cpu() for name, value in model.state_dict().items()}, file)
        return
    steps = {}
    for name, value in model.state_dict().items():
        away = (value - base[name]).float().cpu()
        scale = away.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
        steps[name] = ((away / scale).round().to(torch.int8), scale.half())
    torch.save(steps, file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", action="append", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=350, help="of the first part")
    parser.add_argument("--steps", type=int, default=1_000_000, help="of the first part, at most")
    parser.add_argument("--tokens", type=int, default=32768)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lines", type=int, default=0, help="of the texts, for a trial; 0: all")
    settings = parser.parse_args()
    begun = time.time()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(7)
    generator = torch.Generator().manual_seed(7)
    folder = settings.material[0]
    characters = read_lines(f"{folder}/characters.txt")
    numbers = {character: at + FIRST_CHARACTER for at, character in enumerate(characters)}
    texts = read_lines(f"{folder}/texts.txt")
    if settings.lines:
        texts = texts[:: max(1, len(texts) // settings.lines)]
    longest = BUCKETS[-1] - 2
    material = [piece for line in texts for piece in pieces(line, longest)]
    for line in texts:
        material += [part.rstrip("。；") for part in re.findall(r"[^。；！？]*[。；！？]?", line) if 6 <= len(part) <= longest]
    matrices = packed(material, numbers, device)
    counts = torch.zeros(len(numbers) + FIRST_CHARACTER, dtype=torch.long)
    for rows in matrices.values():
        counts += torch.bincount(rows.flatten().long().cpu(), minlength=len(counts))
    counts[:FIRST_CHARACTER] = 0
    slips = Slips(folder, counts, numbers, device)
    print(f"{time.time() - begun:.0f} s: {len(material)} pieces, {sum(rows.numel() for rows in matrices.values())} places, {len(numbers)} characters, {device}", flush=True)

    trainer = Trainer(settings, device)
    model = ContextModel(len(numbers) + FIRST_CHARACTER, settings.width, settings.layers).to(device)
    print(sum(each.numel() for each in model.parameters()), "weights", flush=True)
    optimiser = trainer.optimiser(model)
    first, step, seen = time.time(), 0, 0
    while True:
        share = max((time.time() - first) / settings.seconds, step / settings.steps)
        if share >= 1:
            break
        clean = drawn(matrices, settings.tokens, generator)
        batch = slips.slip(clean)
        rate = 1e-3 * min(1, (step + 1) / 400) * (1 - share)
        loss = trainer.step(model, optimiser, [(batch, 1.0)], rate)
        step, seen = step + 1, seen + clean.numel()
        if step % 500 == 0 or step == 20:
            print(f"{time.time() - begun:.0f} s: step {step}, {seen / 1e6:.0f} M places, loss {float(loss):.4f}", flush=True)
    os.makedirs(settings.out, exist_ok=True)
    keep(model, None, f"{settings.out}/base.pt")
    base = {name: value.half().float() for name, value in model.state_dict().items()}
    report = {"steps": step, "places": seen, "width": settings.width, "layers": settings.layers}

    for folder in settings.material:
        name = os.path.basename(os.path.normpath(folder))
        rows = [line.split("\t") for line in read_lines(f"{folder}/examples.tsv")]
        for fold in (*range(FOLDS), None):
            began = time.time()
            taught = [(written, meant) for own, written, meant in rows if fold is None or int(own) != fold]
            held = paired([(written, meant) for own, written, meant in rows if fold is not None and int(own) == fold], numbers, device)
            pairs = paired(taught, numbers, device)
            meant = packed({meant for _, meant in taught}, numbers, device)
            model.load_state_dict(base)
            model.train()
            if fold == 0:
                print(name, "before", judged(model, trainer, held), flush=True)
            optimiser = trainer.optimiser(model)
            planned = settings.epochs
            each = [part for rows_of in pairs.values() for part in rows_of.split(max(8, 4096 // rows_of.shape[2]))]
            total = planned * len(each)
            done = 0
            for epoch in range(planned):
                each = []
                for rows_of in pairs.values():
                    mixed = rows_of[torch.randperm(len(rows_of), generator=generator).to(device)]
                    each += list(mixed.split(max(8, 4096 // rows_of.shape[2])))
                order = torch.randperm(len(each), generator=generator)
                for at in order.tolist():
                    rate = 3e-4 * min(1, (done + 1) / 50) * (1 - done / (total + 1))
                    batches = [(batch_of(each[at]), 1.0), (slips.slip(drawn(meant, 4096, generator)), 0.5), (slips.slip(drawn(matrices, 8192, generator)), 0.5)]
                    trainer.step(model, optimiser, batches, rate)
                    done += 1
                if held and fold == 0:
                    quality = judged(model, trainer, held)
                    print(f"{time.time() - begun:.0f} s: {name}-{fold} epoch {epoch + 1}", quality, flush=True)
            if held and fold != 0:
                print(f"{time.time() - begun:.0f} s: {name}-{fold}", judged(model, trainer, held), flush=True)
            keep(model, base, f"{settings.out}/{name}-{'all' if fold is None else fold}.pt")
            print(f"{name}-{fold}: {done} steps, {time.time() - began:.0f} s", flush=True)
    json.dump(report, open(f"{settings.out}/report.json", "w"))


main()
