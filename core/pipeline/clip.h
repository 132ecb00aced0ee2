#pragma once

#include "core/base/hash.h"
#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace kinovar::pipeline {

/// When each frame starts, in ticks of `base`. Shared by the clips that keep it.
struct Timeline {
    Rational base{1, 25};
    std::vector<std::int64_t> starts; ///< ascending, one a frame
    std::int64_t last_duration = 1;
};

/// Somebody whose work shows in the pictures, and what his terms ask to be said.
struct Credit {
    std::string text;       ///< one line
    bool commercial = true; ///< commercial use allowed
    friend bool operator==(const Credit&, const Credit&) = default;
};

struct ClipInfo {
    std::int64_t frames = 0;
    int width = 0;
    int height = 0;
    Rational rate{25, 1}; ///< average where the timeline is uneven
    Rational pixel_aspect{1, 1};
    ColourSpec colour;
    bool monochrome = false; ///< black-and-white material; colouring steps clear it
    std::shared_ptr<const Timeline> timeline;
    std::vector<Credit> credits; ///< of the steps up to here, each once
    /// Names the pictures: source and every step up to here. The same key means the same frames.
    Hash128 key;
};

/// What a pull carries: when to give up. Passed down the chain.
struct Pull {
    std::stop_token stop;
};

/// A lazy film: size, count and rate are known, frames are made when asked for.
/// Thread-safe: frame() may be called from several threads. Frame numbers out of range are
/// programming errors.
class Clip {
public:
    virtual ~Clip() = default;
    [[nodiscard]] virtual const ClipInfo& info() const = 0;
    [[nodiscard]] virtual Result<FramePtr> frame(std::int64_t n, const Pull& pull) const = 0;
};

using ClipPtr = std::shared_ptr<const Clip>;

} // namespace kinovar::pipeline
