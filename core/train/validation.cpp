#include "core/train/validation.h"

#include "core/image/resize.h"
#include "core/train/film_patches.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace kinovar::train {

namespace {

constexpr int kLargestSide = 512;
constexpr float kPeak = 255;

LumaPicture middle_of(const LumaPicture& picture, int multiple) {
    const auto side_of = [&](int length) {
        return std::min(length, kLargestSide) / multiple * multiple;
    };
    LumaPicture part{side_of(picture.width), side_of(picture.height), {}};
    const int left = (picture.width - part.width) / 2;
    const int top = (picture.height - part.height) / 2;
    for (int y = 0; y < part.height; ++y) {
        const std::uint8_t* row = picture.row(top + y) + left;
        part.values.insert(part.values.end(), row, row + part.width);
    }
    return part;
}

std::vector<float> floats_of(const LumaPicture& picture) {
    std::vector<float> values(picture.pixels());
    std::transform(picture.values.begin(), picture.values.end(), values.begin(),
                   [](std::uint8_t value) { return static_cast<float>(value) / kPeak; });
    return values;
}

Result<ValidationPair> upscale_pair(const LumaPicture& clean, int scale) {
    KINOVAR_TRY_ASSIGN(const LumaPicture low,
                       resized(clean, clean.width / scale, clean.height / scale));
    return ValidationPair{low.width, low.height, floats_of(low), floats_of(clean)};
}

double psnr_of(const ValidationPair& pair, const std::vector<float>& result, int scale) {
    return literature_psnr(pair.target, result, pair.width * scale, pair.height * scale, scale);
}

} // namespace

ValidationPair damaged_pair(const LumaPicture& clean, std::size_t index) {
    ValidationPair pair{clean.width, clean.height, floats_of(clean), floats_of(clean)};
    // A level that depends on the index alone, so that figures of several trainings compare.
    steps::simulate::CounterRandom random(steps::simulate::mix64(index));
    steps::simulate::LumaDamage damage = FilmPatches::any_damage(random);
    while (damage.grain_level == 0) { // clean pictures have no finite PSNR
        damage = FilmPatches::any_damage(random);
    }
    steps::simulate::damage_luma(pair.input, pair.width, pair.height, damage);
    return pair;
}

Result<std::vector<ValidationPair>> make_validation(const std::vector<Photo>& photos,
                                                    TrainTask task, int scale) {
    std::vector<ValidationPair> pairs;
    for (const Photo& photo : photos) {
        const LumaPicture clean = middle_of(photo.sizes.front(), scale);
        if (task == TrainTask::Denoise) {
            pairs.push_back(damaged_pair(clean, pairs.size()));
        } else {
            KINOVAR_TRY_ASSIGN(ValidationPair pair, upscale_pair(clean, scale));
            pairs.push_back(std::move(pair));
        }
    }
    return pairs;
}

std::vector<float> run_net(const PlainNet& net, const std::vector<float>& luma, int width,
                           int height) {
    const at::NoGradGuard no_gradients;
    const at::Tensor input =
        at::from_blob(const_cast<float*>(luma.data()), {1, 1, height, width}, at::kFloat)
            .to(net.weights.front().device());
    const at::Tensor output =
        net.forward(input, at::kFloat).to(at::kCPU).contiguous(at::MemoryFormat::Contiguous);
    const float* values = output.data_ptr<float>();
    return {values, values + output.numel()};
}

double validate(const PlainNet& net, const std::vector<ValidationPair>& pairs) {
    double sum = 0;
    for (const ValidationPair& pair : pairs) {
        sum += psnr_of(pair, run_net(net, pair.input, pair.width, pair.height), net.shape.scale);
    }
    return sum / static_cast<double>(pairs.size());
}

Result<std::vector<float>> enlarged(const std::vector<float>& luma, int width, int height,
                                    int scale) {
    Frame frame(width, height, ColourSpec::srgb());
    float* pixel = frame.values().data();
    for (const float value : luma) {
        pixel = std::fill_n(pixel, Frame::kChannels, value);
    }
    KINOVAR_TRY_ASSIGN(const FramePtr large,
                       resize(frame, width * scale, height * scale, ResizeFilter::Bicubic));
    std::vector<float> result;
    const auto values = large->values();
    result.reserve(values.size() / Frame::kChannels);
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        result.push_back(values[i]);
    }
    return result;
}

Result<double> validate_without_net(const std::vector<ValidationPair>& pairs, int scale) {
    double sum = 0;
    for (const ValidationPair& pair : pairs) {
        if (scale == 1) {
            sum += psnr_of(pair, pair.input, scale);
            continue;
        }
        KINOVAR_TRY_ASSIGN(const auto large, enlarged(pair.input, pair.width, pair.height, scale));
        sum += psnr_of(pair, large, scale);
    }
    return sum / static_cast<double>(pairs.size());
}

} // namespace kinovar::train
