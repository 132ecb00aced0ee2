#include "core/steps/colourise/global/shot_tables.h"

#include "core/steps/kit/per_shot.h"
#include "core/steps/kit/shot_passes.h"
#include "core/steps/measure/shots.h"

namespace kinovar::colourise {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

class ShotTableClip final : public pipeline::Clip {
public:
    ShotTableClip(ClipPtr input, ClipInfo info, std::string name, TableOfShot table)
        : input_(std::move(input)), info_(std::move(info)), name_(std::move(name)),
          tables_(steps::shots_of(input_), std::move(table)) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const auto shot, tables_.at(n, pull));
        KINOVAR_TRY_ASSIGN(FramePtr picture, input_->frame(n, pull));
        return shot->value ? shot->value->changed(*picture, 1) : picture;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return steps::for_each_shot(*tables_.shots(), first, last, job,
                                    name_ + ": measuring the colours",
                                    [&](const Shot& shot, const Pull& pull) -> Status {
                                        return tables_.at(shot.first, pull).map([](const auto&) {});
                                    });
    }

private:
    ClipPtr input_;
    ClipInfo info_;
    std::string name_;
    steps::PerShot<TablePtr> tables_;
};

} // namespace

ClipPtr shot_table_clip(ClipPtr input, ClipInfo info, std::string name, TableOfShot table) {
    return std::make_shared<ShotTableClip>(std::move(input), std::move(info), std::move(name),
                                           std::move(table));
}

} // namespace kinovar::colourise
