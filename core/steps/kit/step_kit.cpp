#include "core/steps/kit/step_kit.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/recent_frames.h"

#include <fmt/format.h>

namespace kinovar::steps {

namespace {

class PictureClip final : public pipeline::Clip {
public:
    PictureClip(pipeline::ClipPtr input, pipeline::ClipInfo info, std::string name,
                PictureFunction function)
        : input_(std::move(input)), info_(std::move(info)), name_(std::move(name)),
          function_(std::move(function)) {}

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        Result<FramePtr> result = picture;
        KINOVAR_TRY(guard_cv(fmt::format("{}, frame {}", name_, n),
                             [&] { result = function_(picture, n, pull); }));
        return result;
    }

private:
    pipeline::ClipPtr input_;
    pipeline::ClipInfo info_;
    std::string name_;
    PictureFunction function_;
};

} // namespace

pipeline::ClipInfo mended_info(const pipeline::ClipPtr& input, const Hash128& key) {
    pipeline::ClipInfo info = input->info();
    info.key = key;
    if (!info.scan) {
        info.scan = input;
    }
    return info;
}

pipeline::ClipInfo invented_info(const pipeline::ClipPtr& input, const Hash128& key) {
    pipeline::ClipInfo info = input->info();
    info.key = key;
    if (!info.faithful) {
        info.faithful = input;
    }
    return info;
}

pipeline::ClipPtr shared_with_guard(pipeline::ClipPtr input) {
    return input->info().faithful
               ? std::move(input)
               : pipeline::remembered(std::move(input), pipeline::kMostPullers + 2);
}

const pipeline::Clip& scan_of(const pipeline::ClipPtr& clip) {
    return clip->info().scan ? *clip->info().scan : *clip;
}

pipeline::ClipPtr picture_clip(pipeline::ClipPtr input, pipeline::ClipInfo info, std::string name,
                               PictureFunction function) {
    return std::make_shared<PictureClip>(std::move(input), std::move(info), std::move(name),
                                         std::move(function));
}

} // namespace kinovar::steps
