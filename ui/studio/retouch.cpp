#include "ui/studio/retouch.h"

#include "core/steps/portrait/face/face.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/fix_meter.h"
#include "ui/studio/fix_pictures.h"
#include "ui/studio/fix_places.h"
#include "ui/studio/fix_pose.h"
#include "ui/studio/retouch_step.h"
#include "ui/studio/settings.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QJsonDocument>
#include <algorithm>

namespace kinovar::ui {

namespace {

using project::Id;
using retouch::Fix;
using retouch::FixPtr;

constexpr double kLeastSize = 0.0005; // of the picture's height
constexpr double kMostSize = 1;
constexpr int kMostFrames = 100'000;

std::vector<FixPtr> fixes_of(const std::vector<Retouch::Item>& items) {
    std::vector<FixPtr> fixes;
    for (const Retouch::Item& one : items) {
        fixes.push_back(one.fix);
    }
    return fixes;
}

/// Where a hand put it at that frame, or nothing has to be followed.
std::optional<steps::FixPlace> known_place(const Fix& fix, std::int64_t frame, double aspect) {
    const auto key = std::find_if(fix.keys.begin(), fix.keys.end(),
                                  [&](const retouch::Key& one) { return one.frame == frame; });
    if (key != fix.keys.end()) {
        steps::FixPlace place;
        place.to_now = map_of(key->pose, steps::fix_box(fix), aspect);
        return place;
    }
    const bool as_drawn =
        frame == fix.drawn_at || (fix.follow == retouch::Follow::Still && fix.keys.empty());
    return as_drawn ? std::optional(steps::FixPlace{}) : std::nullopt;
}

} // namespace

Retouch::Retouch(Studio& studio)
    : QObject(&studio), studio_(studio), places_(std::make_unique<FixPlaces>(studio.jobs())),
      meter_(std::make_unique<FixMeter>(studio)),
      pictures_(std::make_unique<FixPictures>(studio.jobs())) {
    for (const auto change :
         {&Studio::marks_changed, &Studio::reel_changed, &Studio::project_changed,
          &Studio::take_changed, &Studio::takes_changed, &Studio::shot_changed}) {
        connect(&studio_, change, this, &Retouch::follow_rows);
    }
    connect(&studio_, &Studio::project_changed, this, &Retouch::forget_takes);
    connect(&studio_, &Studio::views_changed, this, &Retouch::follow_views);
    connect(&studio_, &Studio::frame_changed, this, &Retouch::follow_frame);
    connect(places_.get(), &FixPlaces::answered, this, &Retouch::places_changed);
    connect(meter_.get(), &FixMeter::changed, this, &Retouch::confidence_changed);
    connect(pictures_.get(), &FixPictures::arrived, this, &Retouch::picture_changed);
    connect(pictures_.get(), &FixPictures::faces_arrived, this, &Retouch::take_faces);
    // Faces help, but are no condition: a line says why there are none.
    connect(pictures_.get(), &FixPictures::failed, this,
            [this](const Error& error) { studio_.tell(to_qt(error.message)); });
    load_tool();
}

Retouch::~Retouch() = default;

// --- what there is

void Retouch::follow_rows() {
    std::vector<Item> fixes;
    const Id take = studio_.has_project() ? studio_.take() : 0;
    const auto rows = take == 0 ? std::set<Id>() : studio_.document().belongings(take);
    for (const Id id : rows) {
        const auto* row = studio_.document().get<project::Fix>(id);
        if (row == nullptr) {
            continue;
        }
        // Rows that were read lately are not read again.
        auto read =
            retouch::read_row({id, row->first, row->last, row->kind, row->values, row->pixels});
        if (read) {
            fixes.push_back({std::move(*read), row->enabled});
        } else if (damaged_.insert(id).second) {
            studio_.fail(read.error());
        }
    }
    if (fixes == fixes_) {
        return;
    }
    fixes_ = std::move(fixes);
    if (chosen_ != 0 && fix(chosen_) == nullptr) {
        set_chosen(0);
    }
    ask_places();
    Q_EMIT fixes_changed();
    meter_->follow(fixes_of(fixes_));
}

void Retouch::follow_views() {
    ask_places();
    meter_->follow(fixes_of(fixes_));
}

void Retouch::follow_frame() {
    mesh_.clear();
    near_.reset();
    ask_places();
    Q_EMIT places_changed();
}

const Retouch::Item* Retouch::item(Id id) const {
    // In the order of their ids.
    const auto at =
        std::lower_bound(fixes_.begin(), fixes_.end(), id,
                         [](const Item& one, Id wanted) { return one.fix->id < wanted; });
    return at == fixes_.end() || at->fix->id != id ? nullptr : &*at;
}

const Fix* Retouch::fix(Id id) const {
    const Item* one = item(id);
    return one == nullptr ? nullptr : one->fix.get();
}

bool Retouch::enabled(Id id) const {
    const Item* one = item(id);
    return one != nullptr && one->enabled;
}

void Retouch::set_chosen(Id id) {
    if (id != chosen_) {
        chosen_ = id;
        Q_EMIT chosen_changed(id);
    }
}

int Retouch::step_at() const {
    return retouch_step_at(studio_.chain());
}

// --- where fixes lie

void Retouch::ask_places() {
    FixPlaces::Question question;
    question.frame = studio_.frame();
    for (const Item& one : fixes_) {
        const Fix& fix = *one.fix;
        if (question.frame < fix.first || question.frame > fix.last ||
            known_place(fix, question.frame, aspect())) {
            continue;
        }
        const auto place = fix.id == chosen_ ? question.fixes.begin() : question.fixes.end();
        question.fixes.insert(place, one.fix);
    }
    if (!question.fixes.empty()) {
        question.clip = retouch_input_of(studio_).value_or(nullptr);
    }
    places_->ask(std::move(question));
}

std::optional<steps::FixPlace> Retouch::place_now(Id id) const {
    const Fix* one = fix(id);
    const std::int64_t frame = studio_.frame();
    if (one == nullptr || frame < one->first || frame > one->last) {
        return std::nullopt;
    }
    const auto known = known_place(*one, frame, aspect());
    return known ? known : places_->place_of(*one);
}

double Retouch::aspect() const {
    const auto* reel = studio_.document().get<project::Reel>(studio_.reel());
    return reel == nullptr || reel->height <= 0 ? 1
                                                : static_cast<double>(reel->width) / reel->height;
}

// --- confidence

const std::vector<steps::FixConfidence>& Retouch::confidence(Id id) const {
    static const std::vector<steps::FixConfidence> none;
    const Fix* one = fix(id);
    return one == nullptr ? none : meter_->of(*one);
}

void Retouch::measure_confidence(Id id) {
    if (const Item* one = item(id)) {
        meter_->measure({one->fix});
    }
}

void Retouch::check_all() {
    std::vector<FixPtr> fixes;
    for (const Item& one : fixes_) {
        if (one.enabled) {
            fixes.push_back(one.fix);
        }
    }
    meter_->measure(fixes);
}

bool Retouch::measuring() const {
    return meter_->measuring();
}

Retouch::Fares Retouch::fares(Id id) const {
    Fares fares;
    for (const steps::FixConfidence& frame : confidence(id)) {
        const Fit fit = fix_look::fit_of(frame);
        const bool worse =
            fit > fares.fit || (fit == fares.fit && frame.confidence < fares.confidence);
        if (worse) {
            fares = {fit, frame.confidence, frame.frame, to_qt(frame.text)};
        }
    }
    return fares;
}

// --- pictures

void Retouch::want_picture(Id below) {
    auto input = retouch_input_of(studio_);
    if (!input) {
        pictures_->forget(FixPictures::Input);
        pictures_->forget(FixPictures::Laid);
        return;
    }
    pictures_->want(FixPictures::Input, *input, studio_.frame());
    std::vector<FixPtr> lower;
    for (const Item& one : fixes_) {
        if (one.enabled && (below == 0 || one.fix->id < below)) {
            lower.push_back(one.fix);
        }
    }
    auto step = retouch_step_of(studio_);
    if (!step) {
        return;
    }
    pipeline::Chain chain = step->chain;
    chain.steps.back().values.insert_or_assign("fixes", retouch::fixes_to_json(lower));
    if (const auto laid = step->around.result_of(chain)) {
        pictures_->want(FixPictures::Laid, *laid, studio_.frame());
    }
}

void Retouch::want_input() {
    if (const auto input = retouch_input_of(studio_)) {
        pictures_->want(FixPictures::Input, *input, studio_.frame());
    } else {
        pictures_->forget(FixPictures::Input);
    }
}

FramePtr Retouch::input_picture() const {
    const auto input = retouch_input_of(studio_);
    return input ? pictures_->picture(FixPictures::Input, *input, studio_.frame()) : nullptr;
}

FramePtr Retouch::picture() const {
    return pictures_->picture(FixPictures::Laid);
}

void Retouch::want_source(const retouch::Source& source) {
    const auto step = retouch_step_of(studio_);
    const auto clip = step ? step->clip_of(studio_, source) : failure(step.error());
    if (!clip) {
        pictures_->forget(FixPictures::Source);
        studio_.fail(clip.error());
        return;
    }
    const pipeline::ClipInfo& size = step->input()->info();
    pictures_->want(FixPictures::Source, *clip, studio_.frame() + source.frame, size.width,
                    size.height);
}

FramePtr Retouch::source_picture() const {
    return pictures_->picture(FixPictures::Source);
}

void Retouch::want_mesh(retouch::Place near) {
    near_ = near;
    if (const auto input = retouch_input_of(studio_)) {
        pictures_->want_faces(*input, studio_.frame());
        take_faces();
    } else {
        studio_.fail(input.error());
    }
}

void Retouch::take_faces() {
    const auto input = retouch_input_of(studio_);
    if (!near_ || !input) {
        return;
    }
    const double width = (*input)->info().width;
    const double height = (*input)->info().height;
    const portrait::Face* nearest = nullptr;
    double least = 0;
    for (const portrait::Face& face : pictures_->faces()) {
        const double dx = (face.box.x0 + face.box.x1) / 2 - near_->x * width;
        const double dy = (face.box.y0 + face.box.y1) / 2 - near_->y * height;
        if (nearest == nullptr || dx * dx + dy * dy < least) {
            nearest = &face;
            least = dx * dx + dy * dy;
        }
    }
    mesh_.clear();
    if (nearest != nullptr) {
        for (const portrait::Point3& point : nearest->mesh.points) {
            // Pixel centres lie at whole numbers there.
            mesh_.push_back({(point.x + 0.5) / width, (point.y + 0.5) / height});
        }
    }
    Q_EMIT picture_changed();
}

// --- the tool

void Retouch::set_tool(const Tool& tool) {
    Tool inside = tool;
    inside.brush.size = std::clamp(tool.brush.size, kLeastSize, kMostSize);
    for (double* share : {&inside.brush.hardness, &inside.brush.opacity, &inside.brush.flow,
                          &inside.opacity, &inside.strength}) {
        *share = std::clamp(*share, 0.0, 1.0);
    }
    inside.frames = std::clamp(tool.frames, 1, kMostFrames);
    inside.ease_in = std::clamp(tool.ease_in, 0, kMostFrames);
    inside.ease_out = std::clamp(tool.ease_out, 0, kMostFrames);
    if (inside.draw == Draw::Handle && !std::holds_alternative<retouch::Warp>(inside.kind)) {
        inside.draw = Draw::Brush;
    }
    if (inside == tool_) {
        return;
    }
    tool_ = inside;
    kits_.at(tool_.kind.index()) = tool_;
    keep_tool();
    Q_EMIT tool_changed();
}

void Retouch::choose_kind(std::string_view name) {
    const auto* const found =
        std::find(retouch::kKindNames.begin(), retouch::kKindNames.end(), name);
    if (found == retouch::kKindNames.end() || name_of(tool_.kind) == name) {
        return;
    }
    Tool tool = tool_;
    static_cast<RetouchKit&>(tool) =
        kits_.at(static_cast<std::size_t>(found - retouch::kKindNames.begin()));
    set_tool(tool);
}

void Retouch::forget_takes() {
    const auto forget = [](RetouchKit& kit) {
        std::visit(
            [](auto& kind) {
                if constexpr (requires { kind.from.take; }) {
                    kind.from.take = 0;
                }
            },
            kit.kind);
    };
    std::for_each(kits_.begin(), kits_.end(), forget);
    Tool tool = tool_;
    forget(tool);
    if (tool != tool_) {
        set_tool(tool);
    } else {
        keep_tool();
    }
}

void Retouch::keep_tool() const {
    QJsonObject kits;
    for (std::size_t i = 0; i < kits_.size(); ++i) {
        kits.insert(QLatin1String(retouch::kKindNames.at(i)), to_json(kits_.at(i)));
    }
    const QJsonObject object{{QStringLiteral("kind"), static_cast<int>(tool_.kind.index())},
                             {QStringLiteral("kits"), kits},
                             {QStringLiteral("joins"), tool_.joins},
                             {QStringLiteral("tolerance"), tool_.tolerance},
                             {QStringLiteral("connected"), tool_.connected},
                             {QStringLiteral("lifetime"), static_cast<int>(tool_.lifetime)},
                             {QStringLiteral("frames"), tool_.frames},
                             {QStringLiteral("ease_in"), tool_.ease_in},
                             {QStringLiteral("ease_out"), tool_.ease_out}};
    settings::set_retouch_tool(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void Retouch::load_tool() {
    const QJsonObject object = QJsonDocument::fromJson(settings::retouch_tool()).object();
    const auto whole = [&](const char* key, int standard, int least, int most) {
        return std::clamp(object.value(QLatin1String(key)).toInt(standard), least, most);
    };
    const QJsonObject kits = object.value(QStringLiteral("kits")).toObject();
    for (std::size_t i = 0; i < kits_.size(); ++i) {
        kits_.at(i) =
            kit_from_json(i, kits.value(QLatin1String(retouch::kKindNames.at(i))).toObject());
    }
    const int heal = static_cast<int>(tool_.kind.index());
    const int kind = whole("kind", heal, 0, static_cast<int>(kits_.size()) - 1);
    static_cast<RetouchKit&>(tool_) = kits_.at(static_cast<std::size_t>(kind));
    tool_.joins = object.value(QStringLiteral("joins")).toBool();
    tool_.connected = object.value(QStringLiteral("connected")).toBool(true);
    tool_.tolerance =
        std::clamp(object.value(QStringLiteral("tolerance")).toDouble(tool_.tolerance), 0.0, 1.0);
    tool_.lifetime =
        static_cast<Lifetime>(whole("lifetime", 0, 0, static_cast<int>(Lifetime::Shot)));
    tool_.frames = whole("frames", tool_.frames, 1, kMostFrames);
    tool_.ease_in = whole("ease_in", 0, 0, kMostFrames);
    tool_.ease_out = whole("ease_out", 0, 0, kMostFrames);
}

} // namespace kinovar::ui
