"""Writes places of hints for `bench_colour_quality stills --places`.

    places_of_draws.py FOLDER-OF-PNG FILE [COUNT …]

Places are those of NumPy's generator seeded with 1000·i + COUNT (i: the picture's index by name), on pictures at half
size, one pixel from the border at least: columns of all places first, then rows. Anything else that draws so can be
compared with the bench hint by hint.
"""

import pathlib
import struct
import sys

import numpy as np

USUAL_COUNTS = [1, 5, 10, 50, 100]
SIZE_IN_PNG = slice(16, 24)  # width and height of the IHDR chunk, big-endian


def half_size(png):
    width, height = struct.unpack(">II", png.read_bytes()[SIZE_IN_PNG])
    return width // 2, height // 2


def main():
    folder, output = map(pathlib.Path, sys.argv[1:3])
    counts = list(map(int, sys.argv[3:])) or USUAL_COUNTS
    with output.open("w") as lines:
        for index, png in enumerate(sorted(folder.glob("*.png"))):
            width, height = half_size(png)
            for count in counts:
                draw = np.random.default_rng(1000 * index + count)
                columns = draw.integers(1, width - 1, count)
                rows = draw.integers(1, height - 1, count)
                for x, y in zip(columns, rows):
                    lines.write(f"{png.stem} {count} {x} {y}\n")


if __name__ == "__main__":
    main()
