#pragma once

#include "core/nn/arch/take.h"

#include <optional>

namespace kinovar::nn::arch {

/// How SwinIR turns its features (N×C×H×W) into a picture; which of its four ways is told by the
/// keys: shuffled in steps, shuffled at once, enlarged by repetition in steps (for real-world
/// pictures), or a residual of the input's size.
class SwinEnding {
public:
    /// Throws BadWeights.
    SwinEnding(StateDict& weights, std::int64_t channels, int colours);

    [[nodiscard]] int scale() const { return scale_; }
    /// Whether the result is to be added to the input.
    [[nodiscard]] bool is_residual() const { return is_residual_; }
    [[nodiscard]] at::Tensor operator()(at::Tensor blob) const;

private:
    struct Step {
        Conv2d conv;
        int factor = 2;
        bool nearest = false;
    };

    void take_nearest(StateDict& weights, std::int64_t channels, int colours);
    void take_shuffles(StateDict& weights, std::int64_t channels, int colours);

    std::optional<Conv2d> before_;
    std::vector<Step> steps_;
    std::optional<Conv2d> high_;
    Conv2d last_;
    int last_factor_ = 1;
    int scale_ = 1;
    bool is_residual_ = false;
};

} // namespace kinovar::nn::arch
