"""Lines as people mistype them: characters and words that sound or look alike, swapped, lost and doubled ones."""

import torch

from context_model import FIRST_CHARACTER, MASK, PADDING

KIND_WEIGHTS = {"1": 4.0, "2": 3.0, "3": 3.0, "4": 1.0}
MOST_ALIKE = 64
MOST_WORDS = 7
LONGER = 8
IGNORED = -100


class Slips:
    def __init__(self, folder: str, texts_counts: torch.Tensor, numbers: dict[str, int], device: str):
        size = len(numbers) + FIRST_CHARACTER
        self.size, self.device = size, device
        frequency = (texts_counts.float() + 1) / texts_counts.sum()
        alike = torch.zeros(size, MOST_ALIKE, dtype=torch.long)
        weight = torch.zeros(size, MOST_ALIKE)
        for line in open(f"{folder}/confusions.tsv", encoding="utf-8"):
            character, others = line.rstrip("\n").split("\t")
            pairs = [(numbers[others[at]], others[at + 1]) for at in range(0, len(others), 2)]
            pairs = sorted(((KIND_WEIGHTS[kind] * float(frequency[other]) ** 0.3, other) for other, kind in pairs), reverse=True)[:MOST_ALIKE]
            for at, (value, other) in enumerate(pairs):
                alike[numbers[character], at], weight[numbers[character], at] = other, value
        self.alike = alike.to(device)
        total = weight.sum(1, keepdim=True)
        self.has_alike = (total[:, 0] > 0).to(device)
        self.steps = (weight / total.clamp(min=1e-9)).cumsum(1).to(device)
        self.usual = (frequency.cumsum(0)).to(device)
        pairs = {}
        for line in open(f"{folder}/words.tsv", encoding="utf-8"):
            words = [[numbers[each] for each in word] for word in line.rstrip("\n").split("\t")]
            for word in words:
                others = [other for other in words if len(other) == 2 and other != word][:MOST_WORDS]
                if len(word) == 2 and others:
                    pairs[word[0] * size + word[1]] = others
        codes = sorted(pairs)
        self.codes = torch.tensor(codes, device=device)
        self.word_others = torch.tensor([[pairs[code][at % len(pairs[code])] for at in range(MOST_WORDS)] for code in codes], device=device)

    def random(self, *shape):
        return torch.rand(*shape, device=self.device)

    def usual_characters(self, *shape):
        return torch.searchsorted(self.usual, self.random(*shape)).clamp(FIRST_CHARACTER, self.size - 1)

    def slip(self, clean, share_right: float = 0.3, most: float = 0.1, structure: float = 0.004):
        """[lines, length] -> written, meant, redundant, missing, inserted, each [lines, length + LONGER]."""
        lines, length = clean.shape
        is_text = clean >= FIRST_CHARACTER
        rate = self.random(lines, 1) * most * (self.random(lines, 1) > share_right)
        step = torch.searchsorted(self.steps[clean], self.random(lines, length, 1)).clamp(max=MOST_ALIKE - 1)
        other = self.alike[clean].gather(2, step)[..., 0]
        odd = self.random(lines, length) < 0.06
        other = torch.where(odd, self.usual_characters(lines, length), other)
        replaced = is_text & self.has_alike[clean] & (self.random(lines, length) < rate)
        written = torch.where(replaced & (other > 0), other, clean)
        # Words.
        code = clean[:, :-1] * self.size + clean[:, 1:]
        found = torch.searchsorted(self.codes, code).clamp(max=len(self.codes) - 1)
        swap = (self.codes[found] == code) & (self.random(lines, length - 1) < rate * 0.8)
        swap[:, 1:] &= ~swap[:, :-1]
        chosen = self.word_others[found, torch.randint(MOST_WORDS, found.shape, device=self.device)]
        written[:, :-1] = torch.where(swap, chosen[..., 0], written[:, :-1])
        written[:, 1:] = torch.where(swap, chosen[..., 1], written[:, 1:])
        # Two in the wrong order.
        has = (self.random(lines, 1) > 0.5).float() * structure * 2
        turned = is_text[:, :-1] & is_text[:, 1:] & (self.random(lines, length - 1) < has)
        turned[:, 1:] &= ~turned[:, :-1]
        first = torch.where(turned, written[:, 1:], written[:, :-1])
        second = torch.where(turned, written[:, :-1], written[:, 1:])
        written = torch.cat([first, written[:, -1:]], 1)
        kept = torch.cat([turned.new_zeros(lines, 1), turned], 1)
        written = torch.where(kept, torch.cat([written[:, :1], second], 1), written)
        # Hidden.
        hide = is_text & (self.random(lines, length) < 0.1 * (self.random(lines, 1) > 0.5))
        # Lost and doubled.
        lost = is_text & (self.random(lines, length) < has)
        lost[:, 1:] &= ~lost[:, :-1]
        more = is_text & ~lost & (self.random(lines, length) < has)
        extra = torch.where(self.random(lines, length) < 0.5, written, self.usual_characters(lines, length))
        count = torch.ones_like(clean) - lost.long() + more.long()
        end = count.cumsum(1)
        width = length + LONGER
        dump = torch.full_like(end, width)
        place = torch.where(lost, dump, end - 1).clamp(max=width)
        place_extra = torch.where(more, end - 2, dump).clamp(max=width)
        place_lost = torch.where(lost, end, dump).clamp(max=width)

        def laid(fill: int):
            return torch.full((lines, width + 1), fill, device=self.device, dtype=torch.long)

        out, meant, inserted = laid(PADDING), laid(IGNORED), laid(IGNORED)
        redundant, missing = laid(0), laid(0)
        out.scatter_(1, place, torch.where(hide, MASK, written)).scatter_(1, place_extra, extra)
        meant.scatter_(1, place, clean)
        redundant.scatter_(1, place_extra, 1)
        missing.scatter_(1, place_lost, 1)
        inserted.scatter_(1, place_lost, clean)
        meant[meant < FIRST_CHARACTER] = IGNORED
        out, meant, redundant, missing, inserted = (each[:, :width] for each in (out, meant, redundant, missing, inserted))
        return out, meant, redundant, missing, inserted
