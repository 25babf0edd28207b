"""The character context model: what is meant at each place of a line as it was written, which characters are one too many, and where one is missing."""

import torch
import torch.nn.functional as F
from torch import nn

PADDING, UNKNOWN, MASK, EDGE = 0, 1, 2, 3
FIRST_CHARACTER = 4
LONGEST_LINE = 130


class Layer(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm_attention = nn.LayerNorm(width)
        self.norm_forward = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.joined = nn.Linear(width, width)
        self.wide = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, hidden, bias, dropout: float):
        lines, length, width = hidden.shape
        parts = self.query_key_value(self.norm_attention(hidden)).view(lines, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
            attended = torch.softmax(scores, -1) @ value
        else:
            attended = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        attended = attended.transpose(1, 2).reshape(lines, length, width)
        hidden = hidden + F.dropout(self.joined(attended), dropout, self.training)
        return hidden + F.dropout(self.narrow(F.relu(self.wide(self.norm_forward(hidden)))), dropout, self.training)


class ContextModel(nn.Module):
    def __init__(self, characters: int, width: int = 256, layers: int = 4, heads: int = 4, dropout: float = 0.1):
        super().__init__()
        self.dropout = dropout
        self.character = nn.Embedding(characters, width)
        self.place = nn.Embedding(LONGEST_LINE, width)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.to_meant = nn.Linear(width, width)
        self.to_inserted = nn.Linear(2 * width, width)
        self.bias_meant = nn.Parameter(torch.zeros(characters))
        self.bias_inserted = nn.Parameter(torch.zeros(characters))
        self.register_parameter("transposed", None)
        self.wrong = nn.Linear(width, 1)
        self.redundant = nn.Linear(width, 1)
        self.missing = nn.Linear(2 * width, 1)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.normal_(parameter, std=0.02)

    def hidden(self, lines):
        """[lines, length] -> hidden and, for gaps, hidden before and at each place."""
        at = torch.arange(lines.shape[1], device=lines.device)
        hidden = self.character(lines) + self.place(at)
        hidden = F.dropout(hidden, self.dropout, self.training)
        bias = ((lines == PADDING).to(hidden.dtype) * -1e4)[:, None, None, :]
        if not torch.onnx.is_in_onnx_export() and torch.is_autocast_enabled():
            bias = bias.to(torch.bfloat16)
        for layer in self.layers:
            hidden = layer(hidden, bias, self.dropout)
        hidden = self.norm(hidden)
        before = torch.cat([hidden[:, :1] * 0, hidden[:, :-1]], 1)
        return hidden, torch.cat([before, hidden], -1)

    def meant(self, hidden):
        return self.scores(torch.tanh(self.to_meant(hidden)), self.bias_meant)

    def inserted(self, gaps):
        return self.scores(torch.tanh(self.to_inserted(gaps)), self.bias_inserted)

    def scores(self, hidden, bias):
        if self.transposed is None:
            return F.linear(hidden, self.character.weight, bias)
        return hidden @ self.transposed + bias


class Exported(nn.Module):
    """The interface of a model of context: docs/document-assistant.md."""

    def __init__(self, model: ContextModel):
        super().__init__()
        self.model = model

    def forward(self, characters, line, place, candidates):
        hidden, _ = self.model.hidden(characters)
        meant = torch.log_softmax(self.model.meant(hidden[line, place]), -1)
        candidate = torch.gather(meant, 1, candidates)
        return candidate, meant.amax(-1), F.logsigmoid(self.model.wrong(hidden)[..., 0])


def export(model: ContextModel, file: str):
    """Writes ONNX with weights in 8 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = model.float().cpu().eval()
    # The scores' weights stand by themselves: the quantiser takes those of a look-up and of a product for one otherwise.
    model.transposed = nn.Parameter(model.character.weight.detach().T.contiguous())
    example = (torch.randint(4, 50, (2, 20)), torch.tensor([0, 1]), torch.tensor([3, 4]), torch.randint(4, 50, (2, 7)))
    torch.onnx.export(
        Exported(model), example, f"{file}.float", dynamo=False, opset_version=17,
        input_names=["characters", "line", "place", "candidates"], output_names=["candidate", "best", "wrong"],
        dynamic_axes={"characters": {0: "lines", 1: "length"}, "line": {0: "places"}, "place": {0: "places"}, "candidates": {0: "places", 1: "candidates"}},
    )
    quantize_dynamic(f"{file}.float", file, weight_type=QuantType.QInt8, per_channel=True)
