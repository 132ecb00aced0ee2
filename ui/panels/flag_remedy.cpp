#include "ui/panels/flag_remedy.h"

#include "core/render/project_fixes.h"
#include "core/render/project_flags.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

using detect::Box;
using Kind = FlagRemedy::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FlagRemedy)
};

constexpr double kFeather = 0.01;     // of the height: no seam at the edge of a box
constexpr std::int64_t kEaseOver = 8; // frames from which on a repair comes and goes softly
constexpr int kEase = 3;              // frames

/// Outline of a box, its corners cut: detectors' boxes are larger than what lies in them.
retouch::Mark outline_of(const Box& box) {
    constexpr double kCorner = 0.2;
    const double dx = kCorner * (box[2] - box[0]);
    const double dy = kCorner * (box[3] - box[1]);
    retouch::Mark mark;
    mark.shape = retouch::Mark::Shape::Outline;
    const std::array<retouch::Place, 8> corners{{{box[0] + dx, box[1]},
                                                 {box[2] - dx, box[1]},
                                                 {box[2], box[1] + dy},
                                                 {box[2], box[3] - dy},
                                                 {box[2] - dx, box[3]},
                                                 {box[0] + dx, box[3]},
                                                 {box[0], box[3] - dy},
                                                 {box[0], box[1] + dy}}};
    for (const retouch::Place& corner : corners) {
        mark.points.push_back({corner, 1});
    }
    return mark;
}

retouch::Area area_of(const Box& box) {
    retouch::Area area;
    if (box == Box{}) {
        area.inverted = true; // of nothing: the whole picture
    } else {
        area.marks.push_back(outline_of(box));
        area.feather = kFeather;
    }
    return area;
}

/// Frames that a run of bad ones is copied from: as many before it, else after it; 0: neither.
std::int64_t good_frames_away(std::int64_t first, std::int64_t last, const project::Shot& shot) {
    const std::int64_t length = last - first + 1;
    if (first - length >= shot.first) {
        return -length;
    }
    return last + length <= shot.last ? length : 0;
}

/// Nothing: no repair has that name.
std::optional<retouch::Kind> kind_of(const std::string& name, std::int64_t away) {
    retouch::Source neighbour;
    neighbour.frame = away;
    if (name == "inpaint") {
        return retouch::Inpaint{};
    }
    if (name == "heal") {
        return retouch::Heal{};
    }
    if (name == "texture") {
        return retouch::Texture{};
    }
    if (name == "reveal") {
        return retouch::Reveal{};
    }
    if (name == "clone") {
        // With no good frame beside it, what is real is looked for farther away.
        return away == 0 ? retouch::Kind(retouch::Inpaint{})
                         : retouch::Kind(retouch::Clone{neighbour, {}});
    }
    return std::nullopt;
}

/// That only a hand can make.
std::optional<retouch::Kind> hand_kind_of(const std::string& name) {
    if (name == "warp") {
        return retouch::Warp{};
    }
    if (name == "replace") {
        return retouch::Replace{};
    }
    return std::nullopt;
}

bool on_face(const std::string& flag_kind) {
    return flag_kind.find("face") != std::string::npos || flag_kind == "identity drift";
}

void mark_fixed(project::EditBuilder& builder, const project::Flag& flag) {
    project::Flag fixed = flag;
    fixed.state = project::FlagState::Fixed;
    builder.update(fixed);
}

void put_step(Studio& studio, const project::Flag& flag, const std::string& step) {
    pipeline::Chain chain = studio.chain();
    for (pipeline::StepSpec& present : chain.steps) {
        if (present.name == step && present.enabled) {
            studio.tell(Words::tr("The step is in the chain already"));
            return;
        }
    }
    // Before the repairs by hand, which stay on top.
    const pipeline::Chain usual = render::with_retouch(chain, steps::step_catalogue());
    const auto at = std::find_if(usual.steps.begin(), usual.steps.end(), [](const auto& present) {
        return present.name == render::kRetouchStep;
    });
    const auto place = std::min<std::ptrdiff_t>(at - usual.steps.begin(),
                                                static_cast<std::ptrdiff_t>(chain.steps.size()));
    chain.steps.insert(chain.steps.begin() + place, {step, {}, true});
    project::EditBuilder builder(studio.document());
    studio.put_chain(builder, chain);
    mark_fixed(builder, flag);
    if (studio.edit(builder.finish("Accept flag: add step"))) {
        studio.tell(Words::tr("%1 is in the chain now, for all frames that it makes")
                        .arg(translated(Studio::step_type(step)->title)));
    }
}

void put_fix(Studio& studio, const project::Flag& flag, const retouch::Fix& fix) {
    // One entry of the undo list: the repair, and that the flag is fixed.
    const QString key = QStringLiteral("review.accept %1").arg(flag.id);
    if (studio.retouch().insert(fix, key) == 0) {
        return;
    }
    project::EditBuilder builder(studio.document());
    mark_fixed(builder, flag);
    if (studio.edit(builder.finish("Accept flag: add fix"), key)) {
        studio.tell(Words::tr("Repaired: look at it, and change or undo it where it is not right"));
    }
}

} // namespace

Kind remedy_kind(const project::Flag& flag) {
    const std::string name = render::place_of(flag).fix;
    if (name.empty()) {
        return Kind::None;
    }
    if (Studio::step_type(name) != nullptr && name != render::kRetouchStep) {
        return Kind::Step;
    }
    if (kind_of(name, 0)) {
        return Kind::Fix;
    }
    return hand_kind_of(name) ? Kind::Hand : Kind::None;
}

FlagRemedy remedy_of(const project::Flag& flag, const project::Shot& shot) {
    const detect::FlagPlace place = render::place_of(flag);
    FlagRemedy remedy;
    remedy.kind = remedy_kind(flag);
    retouch::Fix& fix = remedy.fix;
    fix.first = std::clamp(flag.first, shot.first, shot.last);
    fix.last = std::clamp(flag.last, fix.first, shot.last);
    switch (remedy.kind) {
    case Kind::None:
        return remedy;
    case Kind::Step:
        remedy.step = place.fix;
        return remedy;
    case Kind::Hand:
        fix.kind = *hand_kind_of(place.fix);
        return remedy;
    case Kind::Fix:
        break;
    }
    fix.kind = *kind_of(place.fix, good_frames_away(fix.first, fix.last, shot));
    fix.area = area_of(place.box);
    fix.drawn_at = std::clamp(place.worst, fix.first, fix.last);
    const std::int64_t length = fix.last - fix.first + 1;
    if (length > kEaseOver) {
        fix.ease_in = fix.ease_out = kEase;
    }
    if (length > 1 && place.box != Box{}) {
        fix.follow = on_face(flag.kind) ? retouch::Follow::Face : retouch::Follow::Region;
    }
    fix.note = flag.text;
    return remedy;
}

QString proposal_text(const project::Flag& flag) {
    if (remedy_kind(flag) == Kind::None) {
        return {};
    }
    const std::string name = render::place_of(flag).fix;
    const pipeline::StepType* step = Studio::step_type(name);
    return Words::tr("Proposed: %1").arg(translated(step == nullptr ? name : step->title));
}

void accept_remedy(Studio& studio, project::Id id) {
    const project::Document& document = studio.document();
    const auto* found = document.get<project::Flag>(id);
    if (found == nullptr) {
        return;
    }
    const project::Flag flag = *found; // edits move rows
    studio.set_frame(render::place_of(flag).worst);
    const auto* shot = document.get<project::Shot>(studio.shot());
    if (shot == nullptr) {
        return;
    }
    const FlagRemedy remedy = remedy_of(flag, *shot);
    switch (remedy.kind) {
    case Kind::Fix:
        put_fix(studio, flag, remedy.fix);
        break;
    case Kind::Step:
        put_step(studio, flag, remedy.step);
        break;
    case Kind::Hand: {
        Retouch::Tool tool = studio.retouch().tool();
        tool.kind = remedy.fix.kind;
        studio.retouch().set_tool(tool);
        studio.tell(Words::tr("Only a hand can mend this: the tool is ready, draw in the picture"));
        break;
    }
    case Kind::None:
        break;
    }
}

} // namespace kinovar::ui
