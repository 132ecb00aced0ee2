#include "core/steps/enhance/lut.h"

#include "core/base/file.h"
#include "core/steps/kit/step_kit.h"

#include <algorithm>
#include <filesystem>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;

constexpr std::uint64_t kMostFileBytes = std::uint64_t{128} << 20U; // 129³ lines of 60 bytes
constexpr std::int64_t kVersion = 1;

/// Places in a table are kept from 0 to its last entry; NaN counts as 0.
float clipped(float place, float last) {
    return place > 0 ? (place < last ? place : last) : 0.0F;
}

float mixed(float in, float looked_up, float amount) {
    return in + amount * (looked_up - in);
}

Result<ClipPtr> apply(const LutOptions& options, ClipPtr input) {
    if (options.file.empty()) {
        return failure(ErrorCode::InvalidArgument, "lut: no file given",
                       "name a .cube file: lut:file=look.cube");
    }
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(options.file, kMostFileBytes));
    const std::string name = std::filesystem::path(options.file).filename().string();
    KINOVAR_TRY_ASSIGN(const CubeLut table, parse_cube(text, name));
    if (options.amount == 0) {
        return input;
    }
    const auto colours = std::make_shared<const LutColours>(table);
    pipeline::ClipInfo info = input->info();
    info.key = Hasher()
                   .add(info.key)
                   .add("lut")
                   .add(kVersion)
                   .add(text) // not its path: a file can change
                   .add(options.amount)
                   .finish();
    info.monochrome = info.monochrome && colours->keeps_grey();
    const auto amount = static_cast<float>(options.amount);
    return picture_clip(std::move(input), std::move(info), "lut",
                        [colours, amount](const FramePtr& picture, std::int64_t /*n*/,
                                          const pipeline::Pull& /*pull*/) -> Result<FramePtr> {
                            return colours->changed(*picture, amount);
                        });
}

} // namespace

LutColours::LutColours(const CubeLut& lut) : dimensions_(lut.dimensions), size_(lut.size) {
    for (std::size_t c = 0; c < offset_.size(); ++c) {
        factor_[c] = static_cast<float>(lut.size - 1) / (lut.domain_max[c] - lut.domain_min[c]);
        offset_[c] = -lut.domain_min[c] * factor_[c];
    }
    entries_.reserve(lut.entries.size());
    for (const CubeLut::Colour& colour : lut.entries) {
        entries_.push_back({colour[0], colour[1], colour[2], 0});
    }
}

bool LutColours::keeps_grey() const {
    if (std::any_of(factor_.begin(), factor_.end(),
                    [this](float factor) { return factor != factor_[0]; }) ||
        std::any_of(offset_.begin(), offset_.end(),
                    [this](float offset) { return offset != offset_[0]; })) {
        return false;
    }
    // Greys see the diagonal of a cube alone.
    const auto side = static_cast<std::size_t>(size_);
    const std::size_t step = dimensions_ == 1 ? 1 : 1 + side + side * side;
    for (std::size_t i = 0; i < side; ++i) {
        const Entry& entry = entries_[i * step];
        if (entry.red != entry.green || entry.red != entry.blue) {
            return false;
        }
    }
    return true;
}

FramePtr LutColours::changed(const Frame& picture, float amount) const {
    auto result = std::make_shared<Frame>(picture.width(), picture.height(), picture.colour());
    result->set_origin(picture.origin());
    for (int y = 0; y < picture.height(); ++y) {
        if (dimensions_ == 1) {
            change_row_1d(picture.row(y), result->row(y), picture.width(), amount);
        } else {
            change_row_3d(picture.row(y), result->row(y), picture.width(), amount);
        }
    }
    return result;
}

void LutColours::change_row_1d(const float* in, float* out, int width, float amount) const {
    const auto last = static_cast<float>(size_ - 1);
    const std::array<float Entry::*, 3> members{&Entry::red, &Entry::green, &Entry::blue};
    for (std::size_t c = 0; c < members.size(); ++c) {
        const auto member = members[c];
        for (std::size_t i = c; i < static_cast<std::size_t>(width) * members.size();
             i += members.size()) {
            const float place = clipped(in[i] * factor_[c] + offset_[c], last);
            const int cell = std::min(static_cast<int>(place), size_ - 2);
            const float from = entries_[static_cast<std::size_t>(cell)].*member;
            const float to = entries_[static_cast<std::size_t>(cell) + 1].*member;
            const float found = from + (to - from) * (place - static_cast<float>(cell));
            out[i] = mixed(in[i], found, amount);
        }
    }
}

void LutColours::change_row_3d(const float* in, float* out, int width, float amount) const {
    const auto last = static_cast<float>(size_ - 1);
    const std::ptrdiff_t red_step = 1;
    const std::ptrdiff_t green_step = size_;
    const std::ptrdiff_t blue_step = green_step * size_;
    const std::ptrdiff_t diagonal = red_step + green_step + blue_step;
    for (int x = 0; x < width; ++x, in += Frame::kChannels, out += Frame::kChannels) {
        const float place_r = clipped(in[0] * factor_[0] + offset_[0], last);
        const float place_g = clipped(in[1] * factor_[1] + offset_[1], last);
        const float place_b = clipped(in[2] * factor_[2] + offset_[2], last);
        const int cell_r = std::min(static_cast<int>(place_r), size_ - 2);
        const int cell_g = std::min(static_cast<int>(place_g), size_ - 2);
        const int cell_b = std::min(static_cast<int>(place_b), size_ - 2);
        const float r = place_r - static_cast<float>(cell_r);
        const float g = place_g - static_cast<float>(cell_g);
        const float b = place_b - static_cast<float>(cell_b);
        // The tetrahedron's corners: from the cell's first along the axis of the largest fraction,
        // then along that of the middle one, to its last.
        const float most = std::max(r, std::max(g, b));
        const float least = std::min(r, std::min(g, b));
        const float middle = std::max(std::min(r, g), std::min(std::max(r, g), b));
        const std::ptrdiff_t longest =
            r >= g ? (r >= b ? red_step : blue_step) : (g >= b ? green_step : blue_step);
        const std::ptrdiff_t shortest =
            r < g ? (r < b ? red_step : blue_step) : (g < b ? green_step : blue_step);
        const Entry* corner =
            entries_.data() + cell_r * red_step + cell_g * green_step + cell_b * blue_step;
        const Entry& first = corner[0];
        const Entry& second = corner[longest];
        const Entry& third = corner[diagonal - shortest];
        const Entry& fourth = corner[diagonal];
        const auto value = [&](float Entry::*member) {
            return (1 - most) * first.*member + (most - middle) * second.*member +
                   (middle - least) * third.*member + least * fourth.*member;
        };
        out[0] = mixed(in[0], value(&Entry::red), amount);
        out[1] = mixed(in[1], value(&Entry::green), amount);
        out[2] = mixed(in[2], value(&Entry::blue), amount);
    }
}

const FieldList<LutOptions>& LutOptions::fields() {
    static const FieldList<LutOptions> list =
        FieldList<LutOptions>()
            .add(&LutOptions::file, {"file", "File", "A look-up table, .cube, 1D or 3D."})
            .add(&LutOptions::amount,
                 {"amount", "Amount", "How much of the table's look: 0 none, 1 all."}, {0, 1});
    return list;
}

pipeline::StepType lut_step_type() {
    return step_type<LutOptions>(
        {.name = "lut",
         .title = "Look-up table",
         .help = "Gives the colours the look of a .cube file. Tables made for log or camera "
                 "material do not suit a scan in ordinary video colour."},
        apply);
}

} // namespace kinovar::steps
