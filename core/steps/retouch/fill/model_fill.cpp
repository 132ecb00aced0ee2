#include "core/steps/retouch/fill/model_fill.h"

#include "core/nn/catalogue.h"
#include "core/steps/retouch/brush/grain_tile.h"
#include "core/steps/retouch/fill/heal.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace kinovar::retouch {

namespace {

constexpr int kWorkingSide = 512; // px; such networks are trained on little more
constexpr int kLeastMargin = 64;  // px of the surroundings that the network sees

bool usable(const nn::Catalogue& catalogue, const nn::CatalogueEntry& entry) {
    return entry.info.task == nn::Task::Inpaint && (!entry.program || entry.trusted) &&
           catalogue.state_of(entry) == nn::InstallState::Installed;
}

/// Of programs that the user imported nobody knows the task, but their ports.
bool takes_a_mask(const nn::ModelInfo& info) {
    constexpr std::size_t kInputs = 2;
    constexpr std::size_t kRank = 4;
    return info.inputs.size() == kInputs && info.inputs[0].shape.size() == kRank &&
           info.inputs[1].shape.size() == kRank && info.inputs[0].shape[1] == 3 &&
           info.inputs[1].shape[1] == 1;
}

Error no_model() {
    return {ErrorCode::MissingModel, "no network that fills holes is installed",
            "install one with: kinovar-cli models install big-lama, or bring a TorchScript file "
            "with: kinovar-cli models import, and name it; the method \"surroundings\" needs none"};
}

struct Loaded {
    std::mutex mutex;
    std::string name; ///< id or file
    FillModel model;
};

Loaded& loaded() {
    static Loaded one;
    return one;
}

/// Sides enlarged to the network's multiple.
cv::Mat padded(const cv::Mat& values, int multiple) {
    const auto missing = [&](int side) { return (multiple - side % multiple) % multiple; };
    cv::Mat result;
    cv::copyMakeBorder(values, result, 0, missing(values.rows), 0, missing(values.cols),
                       cv::BORDER_REFLECT_101);
    return result;
}

/// CV_32F of any number of channels as 1×C×H×W.
nn::Array array_of(const cv::Mat& values) {
    std::vector<cv::Mat> planes;
    cv::split(values, planes);
    nn::Array array{{1, values.channels(), values.rows, values.cols}, {}};
    for (const cv::Mat& plane : planes) {
        array.values.insert(array.values.end(), plane.begin<float>(), plane.end<float>());
    }
    return array;
}

/// Back, as CV_32FC3 of a size; what the network adds beyond is cut off.
Result<cv::Mat> picture_of(const nn::Model& model, std::vector<nn::Array> outputs,
                           const cv::Size& size) {
    constexpr std::size_t kRank = 4;
    const bool picture = !outputs.empty() && outputs[0].shape.size() == kRank &&
                         outputs[0].shape[1] == 3 && outputs[0].shape[2] >= size.height &&
                         outputs[0].shape[3] >= size.width;
    if (!picture) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} gives no picture of the size of its input", model.info().title),
            "use a network that takes a picture and a mask and gives a picture");
    }
    const auto rows = static_cast<int>(outputs[0].shape[2]);
    const auto columns = static_cast<int>(outputs[0].shape[3]);
    std::vector<cv::Mat> planes;
    for (int c = 0; c < 3; ++c) {
        float* first = outputs[0].values.data() + static_cast<std::ptrdiff_t>(c) * rows * columns;
        planes.emplace_back(rows, columns, CV_32F, first);
    }
    cv::Mat merged;
    cv::merge(planes, merged);
    return merged(cv::Rect({}, size)).clone();
}

/// Fresh grain where the network drew smooth.
void add_grain(const cv::Mat& picture, const Hole& hole, std::uint64_t seed, cv::Mat& pixels) {
    cv::Mat cover;
    hole.mask.convertTo(cover, CV_32F, 1.0 / 255);
    const cv::Scalar mean = cv::mean(pixels, hole.mask);
    // Measured on a picture without what is wrong in the hole.
    const cv::Rect part = GrainTile::looks_at(picture.size(), hole.where);
    cv::Mat seen = picture(part).clone();
    const cv::Rect where = hole.where - part.tl();
    pixels.copyTo(seen(where), hole.mask);
    const GrainTile grain(seen, where, cover, (mean[0] + mean[1] + mean[2]) / 3, seed);
    for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
            if (hole.mask.at<std::uint8_t>(y, x) != 0) {
                pixels.at<cv::Vec3f>(y, x) += grain.at(hole.where.x + x, hole.where.y + y);
            }
        }
    }
}

} // namespace

std::string installed_fill_model() {
    const auto catalogue = nn::Catalogue::open();
    if (!catalogue) {
        return {};
    }
    for (const nn::CatalogueEntry& entry : catalogue->entries()) {
        if (usable(*catalogue, entry)) {
            return entry.info.id;
        }
    }
    return {};
}

Result<FillModel> fill_model(const std::string& id_or_file) {
    const std::string name = id_or_file.empty() ? installed_fill_model() : id_or_file;
    if (name.empty()) {
        return failure(no_model());
    }
    Loaded& kept = loaded();
    const std::lock_guard lock(kept.mutex);
    if (kept.name != name || !kept.model) {
        KINOVAR_TRY_ASSIGN(FillModel model, nn::load_model(name));
        if (!takes_a_mask(model->info())) {
            return failure(ErrorCode::InvalidArgument, fmt::format("{} fills no holes", name),
                           "use a network that takes a picture and a mask, such as big-lama");
        }
        kept.name = name;
        kept.model = std::move(model);
    }
    return kept.model;
}

Result<cv::Mat> fill_by_model(const nn::Model& model, const cv::Mat& picture, const Hole& hole,
                              std::uint64_t seed) {
    const int margin = std::max({kLeastMargin, hole.where.width, hole.where.height});
    const cv::Rect part = with_margin(hole, margin, picture.size());
    const cv::Mat mask = mask_in(hole, part);
    cv::Mat share;
    mask.convertTo(share, CV_32F, 1.0 / 255);
    cv::Mat seen = cv::max(cv::min(picture(part), cv::Scalar::all(1)), cv::Scalar::all(0));
    const double scale = 1.0 * kWorkingSide / std::max(part.width, part.height);
    if (scale < 1) {
        cv::resize(seen, seen, {}, scale, scale, cv::INTER_AREA);
        cv::resize(share, share, seen.size(), 0, 0, cv::INTER_AREA);
    }
    const cv::Mat open = share > 0;
    open.convertTo(share, CV_32F, 1.0 / 255);
    seen.setTo(cv::Scalar::all(0), open); // what is wrong there must not speak
    const int multiple = std::max(1, model.info().size_multiple);
    const std::array inputs{array_of(padded(seen, multiple)), array_of(padded(share, multiple))};
    KINOVAR_TRY_ASSIGN(auto outputs, model.run(inputs));
    KINOVAR_TRY_ASSIGN(cv::Mat filled, picture_of(model, std::move(outputs), seen.size()));
    if (filled.size() != part.size()) {
        cv::resize(filled, filled, part.size(), 0, 0, cv::INTER_CUBIC);
    }
    cv::Mat pixels = healed(picture(part), filled, mask)(hole.where - part.tl()).clone();
    add_grain(picture, hole, seed, pixels);
    return pixels;
}

} // namespace kinovar::retouch
