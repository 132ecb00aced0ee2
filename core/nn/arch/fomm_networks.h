#pragma once

#include "core/nn/arch/fomm_parts.h"

namespace kinovar::nn::arch {

/// Finds the key points of pictures.
class KeyPointDetector {
public:
    KeyPointDetector(StateDict& weights, const std::string& prefix);
    /// `picture` N × 3 × H × W, 0 to 1. In float32 whatever the precision of the weights.
    [[nodiscard]] KeyPoints operator()(const at::Tensor& picture) const;
    [[nodiscard]] std::int64_t count() const { return points_.out_channels(); }
    [[nodiscard]] std::int64_t size_multiple() const {
        return shrink_.factor() * predictor_.size_multiple();
    }

private:
    Shrinker shrink_;
    Hourglass predictor_;
    Conv2d points_, jacobians_;
};

/// Where each pixel of the result comes from in the source.
struct Motion {
    at::Tensor mask;      ///< N × (K + 1) × h × w: share of the background and of each key point
    at::Tensor grid;      ///< N × h × w × 2: place in the source
    at::Tensor occlusion; ///< N × 1 × h × w: 0 where the source shows nothing of what is needed
};

/// From key points to a dense field of movement.
class DenseMotion {
public:
    DenseMotion(StateDict& weights, const std::string& prefix, std::int64_t points);
    /// `corners` as in sample().
    [[nodiscard]] Motion operator()(const at::Tensor& source, const KeyPoints& from,
                                    const KeyPoints& to, bool corners) const;
    [[nodiscard]] std::int64_t size_multiple() const {
        return shrink_.factor() * hourglass_.size_multiple();
    }

private:
    Shrinker shrink_;
    Hourglass hourglass_;
    Conv2d mask_, occlusion_;
};

/// Draws the source as it looks after the movement.
class MotionGenerator {
public:
    MotionGenerator(StateDict& weights, const std::string& prefix, std::int64_t points);

    /// What does not change from frame to frame.
    [[nodiscard]] at::Tensor features_of(const at::Tensor& source) const;
    [[nodiscard]] Motion motion_of(const at::Tensor& source, const KeyPoints& from,
                                   const KeyPoints& to, bool corners) const {
        return motion_(source, from, to, corners);
    }
    /// N × 3 × H × W, 0 to 1.
    [[nodiscard]] at::Tensor draw(const at::Tensor& features, const Motion& motion,
                                  bool corners) const;
    [[nodiscard]] std::int64_t size_multiple() const { return motion_.size_multiple(); }

private:
    /// Before each convolution a batch normalisation and ReLU; the input is added at the end.
    class Residual {
    public:
        Residual(StateDict& weights, const std::string& key, std::int64_t channels);
        [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const;

    private:
        Affine before_;
        Conv2d first_, second_;
    };

    DenseMotion motion_;
    NormalisedConv first_;
    std::vector<NormalisedConv> down_, up_;
    std::vector<Residual> bottleneck_;
    Conv2d last_;
};

} // namespace kinovar::nn::arch
