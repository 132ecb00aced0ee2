#pragma once

#include "core/steps/simulate/age_truth.h"
#include "core/steps/simulate/raster.h"

namespace kinovar::steps::simulate {

// What lens, gate and lamp do to a whole picture. OpenCV's exceptions pass through. Thread-safe.

/// Gaussian blur; sigma in px, 0 leaves the picture.
void blur(Raster& picture, double sigma);

/// Moves the picture by (dx, dy) px: Lanczos over 8 × 8 pixels at the exact sub-pixel place, edges
/// mirrored.
void move(Raster& picture, double dx, double dy);

/// Adds a splice's bright line, which lies on the film's edge.
void draw_splice_line(Raster& picture, const FramePath& path);

/// Multiplies by the frame's gain field.
void expose(Raster& picture, const FramePath& path);

} // namespace kinovar::steps::simulate
