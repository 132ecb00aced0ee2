#include "ui/studio/retouch.h"

#include "ui/studio/studio.h"

namespace kinovar::ui {

Retouch::Retouch(Studio& studio) : studio_(studio) {}
Retouch::~Retouch() = default;
const retouch::Fix* Retouch::fix(project::Id /*id*/) const {
    return nullptr;
}
void Retouch::set_chosen(project::Id id) {
    chosen_ = id;
}
std::optional<steps::FixPlace> Retouch::place_now(project::Id /*id*/) const {
    return std::nullopt;
}
project::Id Retouch::add(retouch::Fix /*fix*/, const QString& /*merge_key*/) {
    return 0;
}
void Retouch::change(project::Id /*id*/, const QString& /*name*/, const retouch::Fix& /*fix*/,
                     const QString& /*merge_key*/) {}
void Retouch::add_mark(project::Id /*id*/, const retouch::Mark& /*mark*/) {}
void Retouch::correct(project::Id /*id*/, const retouch::Pose& /*pose*/,
                      const QString& /*merge_key*/) {}
void Retouch::remove_key(project::Id /*id*/, std::int64_t /*frame*/) {}
void Retouch::set_enabled(project::Id /*id*/, bool /*enabled*/) {}
void Retouch::remove(const std::vector<project::Id>& /*ids*/) {}
void Retouch::accept_fit(project::Id /*id*/) {}
void Retouch::set_tool(const Tool& tool) {
    tool_ = tool;
    Q_EMIT tool_changed();
}
preview::FrameSpan Retouch::frames_now() const {
    return {studio_.frame(), studio_.frame()};
}
std::vector<Retouch::Mask> Retouch::masks() const {
    return {};
}
void Retouch::keep_mask(const QString& /*name*/, const std::string& /*bytes*/) {}
void Retouch::forget_mask(const QString& /*name*/) {}
const std::vector<steps::FixConfidence>& Retouch::confidence(project::Id /*id*/) const {
    static const std::vector<steps::FixConfidence> none;
    return none;
}
void Retouch::measure_confidence(project::Id /*id*/) {}
void Retouch::check_all() {}
void Retouch::want_picture(project::Id /*below*/) {}
FramePtr Retouch::picture() const {
    return nullptr;
}
void Retouch::want_source(const retouch::Source& /*source*/) {}
FramePtr Retouch::source_picture() const {
    return nullptr;
}
void Retouch::want_mesh(retouch::Place /*near*/) {}
int Retouch::step_at() const {
    return -1;
}

} // namespace kinovar::ui
