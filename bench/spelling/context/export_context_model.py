"""python export_context_model.py --trained FOLDER --characters FILE --name NAME --out FOLDER: writes what `train_context_model.py` learned of a material as models of context in ONNX:
all.onnx, 0.onnx, 1.onnx, 2.onnx and characters.txt (PyTorch 2.11 or later, onnx 1.23, onnxruntime 1.30)."""

import argparse
import os
import shutil

import torch

from context_model import ContextModel, export

parser = argparse.ArgumentParser()
parser.add_argument("--trained", required=True)
parser.add_argument("--characters", required=True)
parser.add_argument("--name", required=True)
parser.add_argument("--out", required=True)
settings = parser.parse_args()
base = {name: value.float() for name, value in torch.load(f"{settings.trained}/base.pt").items()}
characters, width = base["character.weight"].shape
layers = 1 + max(int(name.split(".")[1]) for name in base if name.startswith("layers."))
os.makedirs(settings.out, exist_ok=True)
shutil.copyfile(settings.characters, f"{settings.out}/characters.txt")
for part in ("all", "0", "1", "2"):
    steps = torch.load(f"{settings.trained}/{settings.name}-{part}.pt")
    model = ContextModel(characters, width, layers)
    model.load_state_dict({name: base[name] + step.float() * scale.float() for name, (step, scale) in steps.items()})
    file = f"{settings.out}/{part}.onnx"
    export(model, file)
    os.remove(f"{file}.float")
    print(file, os.path.getsize(file), flush=True)
