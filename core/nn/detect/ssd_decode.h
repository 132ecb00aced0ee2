#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::nn {

// What the detectors of MediaPipe (BlazeFace, palm detection) give is turned into boxes here.
// SSD: W. Liu et al. 2016; BlazeFace: V. Bazarevsky et al. 2019, arXiv:1907.05047.

struct Point2 {
    float x = 0, y = 0;
};

/// One grid of anchors: cells × cells of a square picture, `per_cell` equal anchors in each.
struct AnchorGrid {
    int cells = 0;
    int per_cell = 0;
};

/// Centres of the anchors in the range 0 to 1, grid after grid, row by row, the anchors of a cell
/// beside each other.
[[nodiscard]] std::vector<Point2> make_anchors(std::span<const AnchorGrid> grids);

/// How a detector's rows of numbers are to be read.
struct SsdLayout {
    std::vector<AnchorGrid> grids;
    int side = 256;        ///< of the input picture in pixels; boxes and points are in these pixels
    int key_points = 0;    ///< behind the box: x, y each
    float min_score = 0;   ///< after the sigmoid
    float max_overlap = 0; ///< intersection over union above which the weaker box is dropped
    int max_boxes = 100;
};

/// Of blazeface-back: eyes, nose, mouth, ears (the subject's right first).
[[nodiscard]] SsdLayout blazeface_back_layout();
/// Of handdetect: wrist, four bases of fingers, base and second joint of the thumb.
[[nodiscard]] SsdLayout palm_layout();

/// Corners and points in pixels of the network's input picture; may lie outside of it.
struct Detection {
    float score = 0;
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    std::vector<Point2> points;
    int anchor = 0; ///< number of the row it came from
};

/// What overlapping boxes are made into.
enum class Suppression : std::uint8_t {
    Strongest, ///< the best one stays as it is
    Blend      ///< the best one becomes the mean of those that overlap it, weighted by score
};

/// Decodes and suppresses. `logits`: one per anchor, before the sigmoid; `boxes`: per anchor x, y
/// of the centre relative to the anchor, width, height (not scaled by the anchor), then the key
/// points relative to the anchor; rows lie `stride` numbers apart. Detections come strongest first.
/// Errors: numbers that do not fit the layout.
[[nodiscard]] Result<std::vector<Detection>>
decode_ssd(const SsdLayout& layout, std::span<const float> logits, int logit_stride,
           std::span<const float> boxes, int box_stride, Suppression how = Suppression::Strongest);

/// Intersection over union of two boxes.
[[nodiscard]] float overlap_of(const Detection& a, const Detection& b);

} // namespace kinovar::nn
