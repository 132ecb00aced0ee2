#include "core/steps/enhance/lut.h"

#include "core/base/file.h"
#include "core/steps/enhance/lut_kernel.h"
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

Result<ClipPtr> apply(const LutOptions& options, ClipPtr input) {
    if (options.file.empty()) {
        return failure(ErrorCode::InvalidArgument, "no file given",
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
    if (dimensions_ == 1) {
        for (std::size_t c = 0; c < offset_.size(); ++c) {
            for (const CubeLut::Colour& colour : lut.entries) {
                entries_.push_back(colour[c]);
            }
        }
        return;
    }
    entries_.reserve(kEntry * lut.entries.size());
    for (const CubeLut::Colour& colour : lut.entries) {
        entries_.insert(entries_.end(), {colour[0], colour[1], colour[2], 0});
    }
}

bool LutColours::keeps_grey() const {
    if (std::any_of(factor_.begin(), factor_.end(),
                    [this](float factor) { return factor != factor_[0]; }) ||
        std::any_of(offset_.begin(), offset_.end(),
                    [this](float offset) { return offset != offset_[0]; })) {
        return false;
    }
    const auto side = static_cast<std::size_t>(size_);
    // Greys see the diagonal of a cube alone.
    const std::size_t step = dimensions_ == 1 ? 1 : kEntry * (1 + side + side * side);
    const std::size_t channel = dimensions_ == 1 ? side : 1;
    for (std::size_t i = 0; i < side; ++i) {
        const float* entry = entries_.data() + i * step;
        if (entry[0] != entry[channel] || entry[0] != entry[2 * channel]) {
            return false;
        }
    }
    return true;
}

FramePtr LutColours::changed(const Frame& picture, float amount) const {
    auto result = std::make_shared<Frame>(picture.width(), picture.height(), picture.colour());
    result->set_origin(picture.origin());
    const LutGrid grid{entries_.data(), size_, factor_, offset_};
    for (int y = 0; y < picture.height(); ++y) {
        if (dimensions_ == 1) {
            change_row_1d(picture.row(y), result->row(y), picture.width(), amount);
        } else {
            look_up_row(grid, amount, picture.row(y), result->row(y),
                        static_cast<std::size_t>(picture.width()));
        }
    }
    return result;
}

void LutColours::change_row_1d(const float* in, float* out, int width, float amount) const {
    const auto last = static_cast<float>(size_ - 1);
    const int last_cell = size_ - 2;
    const std::size_t values = static_cast<std::size_t>(width) * Frame::kChannels;
    for (std::size_t c = 0; c < Frame::kChannels; ++c) {
        const float* curve = entries_.data() + c * static_cast<std::size_t>(size_);
        const float factor = factor_[c];
        const float offset = offset_[c];
        for (std::size_t i = c; i < values; i += Frame::kChannels) {
            const float place = clipped(in[i] * factor + offset, last);
            const int cell = std::min(static_cast<int>(place), last_cell);
            const float part = place - static_cast<float>(cell);
            const float found = curve[cell] + (curve[cell + 1] - curve[cell]) * part;
            out[i] = in[i] + amount * (found - in[i]);
        }
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
