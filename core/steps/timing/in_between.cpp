#include "core/steps/timing/in_between.h"

#include "core/image/luma.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <vector>

namespace kinovar::steps {

namespace {

/// Two pictures and the moment.
constexpr std::size_t kInputs = 3;

int grown(int length, int multiple) {
    return (length + multiple - 1) / multiple * multiple;
}

/// What the network sees of a picture: itself, or a copy continued by its last column and row up to
/// the size multiple.
class Padded {
public:
    Padded(const Frame& picture, int multiple)
        : width_(grown(picture.width(), multiple)), height_(grown(picture.height(), multiple)) {
        if (width_ == picture.width() && height_ == picture.height()) {
            data_ = picture.row(0);
            return;
        }
        const std::size_t pitch = static_cast<std::size_t>(width_) * Frame::kChannels;
        const std::size_t used = static_cast<std::size_t>(picture.width()) * Frame::kChannels;
        values_.resize(pitch * static_cast<std::size_t>(height_));
        for (int y = 0; y < height_; ++y) {
            const float* from = picture.row(std::min(y, picture.height() - 1));
            float* to = values_.data() + pitch * static_cast<std::size_t>(y);
            std::copy_n(from, used, to);
            for (std::size_t i = used; i < pitch; ++i) {
                to[i] = to[i - Frame::kChannels];
            }
        }
        data_ = values_.data();
    }

    [[nodiscard]] nn::PixelView view() const {
        return {data_,
                width_,
                height_,
                Frame::kChannels,
                Frame::kChannels,
                static_cast<std::ptrdiff_t>(width_) * Frame::kChannels,
                1};
    }

private:
    int width_;
    int height_;
    std::vector<float> values_;
    const float* data_;
};

std::shared_ptr<Frame> frame_of(const nn::PixelView& pixels, const Frame& like) {
    auto frame = std::make_shared<Frame>(like.width(), like.height(), like.colour());
    for (int y = 0; y < frame->height(); ++y) {
        float* to = frame->row(y);
        const float* from = pixels.at(0, y);
        for (int x = 0; x < frame->width(); ++x, from += pixels.step_x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                *to++ = from[c * pixels.step_c];
            }
        }
    }
    auto origin = std::make_shared<OriginPlane>();
    origin->width = frame->width();
    origin->height = frame->height();
    origin->pixels.assign(frame->values().size() / Frame::kChannels, Origin::Model);
    frame->set_origin(std::move(origin));
    return frame;
}

/// The network colours a grey picture a little; black-and-white film stays black and white.
void make_grey(Frame& frame) {
    const LumaWeights weights = luma_weights(frame);
    const std::span<float> values = frame.values();
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        const auto luma = static_cast<float>(
            weights.red * values[i] + weights.green * values[i + 1] + weights.blue * values[i + 2]);
        values[i] = values[i + 1] = values[i + 2] = luma;
    }
}

} // namespace

Result<std::shared_ptr<const InBetween>> InBetween::load(const std::string& name) {
    KINOVAR_TRY_ASSIGN(auto model, nn::load_model(name));
    const nn::ModelInfo& info = model->info();
    const bool fits = info.task == nn::Task::Interpolate && info.in_channels == Frame::kChannels &&
                      info.out_channels == Frame::kChannels &&
                      (info.inputs.empty() || info.inputs.size() == kInputs);
    if (!fits) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} does not make frames in between", info.id),
                       "use rife-v4.6; kinovar-cli models list shows the models");
    }
    return std::shared_ptr<const InBetween>(new InBetween(std::move(model)));
}

Result<nn::Pixels> InBetween::run(const Frame& before, const Frame& after, float part) const {
    const int multiple = std::max(1, model_->info().size_multiple);
    const Padded first(before, multiple);
    const Padded second(after, multiple);
    nn::PixelView moment = first.view();
    const std::vector<float> plane(
        static_cast<std::size_t>(moment.width) * static_cast<std::size_t>(moment.height), part);
    moment.data = plane.data();
    moment.channels = 1;
    moment.step_x = 1;
    moment.step_y = moment.width;
    const std::array<nn::PixelView, kInputs> inputs{first.view(), second.view(), moment};
    KINOVAR_TRY_ASSIGN(std::vector<nn::Pixels> made, model_->run_pixels(inputs));
    if (made.empty() || made[0].view.width != moment.width ||
        made[0].view.height != moment.height || made[0].view.channels != Frame::kChannels) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("{} does not give a picture of the size of its inputs", model_->info().id));
    }
    return std::move(made[0]);
}

Result<FramePtr> InBetween::at(const FramePtr& before, const FramePtr& after, double part,
                               bool monochrome, const std::stop_token& stop) const {
    const auto a = before->values();
    const auto b = after->values();
    if (before == after || std::equal(a.begin(), a.end(), b.begin(), b.end())) {
        return before;
    }
    if (stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    try {
        KINOVAR_TRY_ASSIGN(const nn::Pixels made, run(*before, *after, static_cast<float>(part)));
        auto frame = frame_of(made.view, *before);
        if (monochrome) {
            make_grey(*frame);
        }
        return FramePtr(std::move(frame));
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "memory ran out for a frame in between",
                       "close other programs, or interpolate before enlarging");
    }
}

} // namespace kinovar::steps
