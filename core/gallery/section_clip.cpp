#include "core/gallery/section_clip.h"

#include "core/image/cv_bridge.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::gallery {

namespace {

constexpr double kTextFade = 0.6;   ///< seconds
constexpr double kTitleBlur = 0.05; ///< σ of the ground, of the frame's height
constexpr double kTitleLight = 0.3;

double smooth(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

Result<FramePtr> title_ground(const Frame& still) {
    auto ground = std::make_shared<Frame>(still.width(), still.height(), still.colour());
    KINOVAR_TRY(guard_cv("make the title's ground", [&] {
        cv::Mat target = mat_view(*ground);
        cv::GaussianBlur(mat_view(still), target, {}, kTitleBlur * still.height());
        target *= kTitleLight;
    }));
    return ground;
}

class SectionClip final : public pipeline::Clip {
public:
    SectionClip(SectionParts parts, const FilmPlan& plan, FramePtr ground)
        : parts_(std::move(parts)), passage_(plan.passage), solo_(plan.solo), rate_(plan.rate),
          ground_(std::move(ground)) {
        const Frame& still = *parts_.sitter->still();
        info_.frames = parts_.section.frames;
        info_.width = still.width();
        info_.height = still.height();
        info_.rate = rate_;
        info_.colour = still.colour();
        info_.credentials = parts_.credentials;
        info_.key = parts_.section.key;
    }

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& /*pull*/) const override {
        switch (parts_.section.kind) {
        case Section::Kind::Title:
            return title(n);
        case Section::Kind::Passage:
            return passage(n);
        case Section::Kind::Solo:
            break;
        }
        return solo(n);
    }

private:
    [[nodiscard]] double seconds(std::int64_t frames) const {
        return static_cast<double>(frames) / rate_.value();
    }

    /// Rises after the first of `count` frames and falls before the last.
    [[nodiscard]] float text_opacity(std::int64_t n, std::int64_t count) const {
        const double length = std::min(kTextFade, seconds(count) / 4);
        const double rise = seconds(n) / length;
        const double fall = seconds(count - 1 - n) / length;
        return static_cast<float>(smooth(rise) * smooth(fall));
    }

    /// Light at the film's start and end.
    void fade(Frame& frame, std::int64_t n) const {
        const auto length = static_cast<double>(parts_.fade);
        double light = 1;
        if (parts_.section.opens && length > 0) {
            light *= smooth(static_cast<double>(n) / length);
        }
        if (parts_.section.closes && length > 0) {
            light *= smooth(static_cast<double>(info_.frames - 1 - n) / length);
        }
        if (light < 1) {
            for (float& value : frame.values()) {
                value *= static_cast<float>(light);
            }
        }
    }

    [[nodiscard]] Result<FramePtr> solo(std::int64_t n) const {
        // A frame more, where a total is to be met, repeats the time of the one before.
        const double time = seconds(passage_ + std::min(n, solo_ - 1));
        auto frame = std::make_shared<Frame>(*parts_.sitter->frame(time));
        parts_.text.put_on(*frame, text_opacity(n, info_.frames));
        fade(*frame, n);
        return FramePtr(std::move(frame));
    }

    [[nodiscard]] Result<FramePtr> passage(std::int64_t n) const {
        const double progress = static_cast<double>(n + 1) / static_cast<double>(info_.frames + 1);
        return morph(parts_.sitter->side(seconds(passage_ + solo_ + n)),
                     parts_.next->side(seconds(n)), progress);
    }

    [[nodiscard]] Result<FramePtr> title(std::int64_t n) const {
        auto frame = std::make_shared<Frame>(*ground_);
        const std::int64_t alone = info_.frames - passage_;
        if (n < alone) {
            parts_.text.put_on(*frame, text_opacity(n, alone));
        } else {
            const double share =
                smooth(static_cast<double>(n - alone + 1) / static_cast<double>(passage_ + 1));
            const FramePtr coming = parts_.sitter->frame(seconds(n - alone));
            std::transform(frame->values().begin(), frame->values().end(), coming->values().begin(),
                           frame->values().begin(), [share](float from, float to) {
                               return from + (to - from) * static_cast<float>(share);
                           });
        }
        fade(*frame, n);
        return FramePtr(std::move(frame));
    }

    SectionParts parts_;
    std::int64_t passage_;
    std::int64_t solo_;
    Rational rate_;
    FramePtr ground_; ///< of a title
    pipeline::ClipInfo info_{.colour = ColourSpec::srgb()};
};

} // namespace

Result<pipeline::ClipPtr> section_clip(SectionParts parts, const FilmPlan& plan) {
    FramePtr ground;
    if (parts.section.kind == Section::Kind::Title) {
        KINOVAR_TRY_ASSIGN(ground, title_ground(*parts.sitter->still()));
    }
    return std::make_shared<SectionClip>(std::move(parts), plan, std::move(ground));
}

} // namespace kinovar::gallery
