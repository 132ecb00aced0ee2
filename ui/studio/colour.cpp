#include "ui/studio/colour.h"

#include "ui/studio/colour_confidence.h"
#include "ui/studio/hint_places.h"
#include "ui/studio/settings.h"
#include "ui/studio/studio.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

using colourise::ColourHint;
using colourise::ColourReference;
using colourise::HintKey;
using colourise::HintShape;
using colourise::Place;
using project::Id;

constexpr double kLeastSize = 0.001; // of the picture's height
constexpr double kMostSize = 0.2;
constexpr float kMostChroma = 127;

template <class Entry>
const Entry* find(const std::vector<Entry>& all, Id id) {
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const Entry& one) { return one.id == id; });
    return at == all.end() ? nullptr : &*at;
}

bool is_there(const ColourHint& hint, std::int64_t frame) {
    return frame >= hint.first && frame <= hint.last && !hint.keys.empty();
}

bool same(const std::vector<Colour::Hint>& a, const std::vector<Colour::Hint>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.id == y.id && x.hint == y.hint;
    });
}

bool same(const std::vector<Colour::Reference>& a, const std::vector<Colour::Reference>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.id == y.id && x.reference == y.reference;
    });
}

} // namespace

Colour::Colour(Studio& studio)
    : QObject(&studio), studio_(studio), places_(std::make_unique<HintPlaces>(studio.jobs(), this)),
      confidence_of_(std::make_unique<ColourMeter>(studio)) {
    connect(&studio_, &Studio::marks_changed, this, &Colour::follow_rows);
    connect(&studio_, &Studio::reel_changed, this, &Colour::follow_rows);
    connect(&studio_, &Studio::project_changed, this, &Colour::follow_rows);
    connect(&studio_, &Studio::views_changed, this, &Colour::follow_views);
    connect(&studio_, &Studio::frame_changed, this, &Colour::ask_places);
    connect(places_.get(), &HintPlaces::answered, this, &Colour::places_changed);
    connect(confidence_of_.get(), &ColourMeter::changed, this, &Colour::confidence_changed);
    load_tool();
    load_palette();
}

Colour::~Colour() = default;

// --- what there is

void Colour::follow_rows() {
    std::vector<Hint> hints;
    std::vector<Reference> references;
    if (studio_.has_project() && studio_.reel() != 0) {
        for (const auto& [id, row] : studio_.document().all<project::Hint>()) {
            if (row.reel != studio_.reel()) {
                continue;
            }
            auto one = colourise::from_row(
                {row.first, row.last, row.values, row.citation, row.documented});
            if (!one) {
                if (damaged_.insert(id).second) {
                    studio_.fail(one.error());
                }
            } else if (auto* hint = std::get_if<ColourHint>(&*one)) {
                hints.push_back({id, std::move(*hint)});
            } else {
                references.push_back({id, std::get<ColourReference>(std::move(*one))});
            }
        }
    }
    const bool changed = !same(hints, hints_) || !same(references, references_);
    hints_ = std::move(hints);
    references_ = std::move(references);
    if (chosen_ != 0 && hint(chosen_) == nullptr && reference(chosen_) == nullptr) {
        set_chosen(0);
    }
    if (changed) {
        ask_places();
        Q_EMIT hints_changed();
        confidence_of_->follow();
    }
}

void Colour::follow_views() {
    ask_places();
    confidence_of_->follow();
}

const ColourHint* Colour::hint(Id id) const {
    const Hint* found = find(hints_, id);
    return found == nullptr ? nullptr : &found->hint;
}

const ColourReference* Colour::reference(Id id) const {
    const Reference* found = find(references_, id);
    return found == nullptr ? nullptr : &found->reference;
}

int Colour::step_at() const {
    const auto& steps = studio_.chain().steps;
    const auto at = std::find_if(steps.begin(), steps.end(), [](const pipeline::StepSpec& step) {
        return step.enabled && step.name == kColouriseStep;
    });
    return at == steps.end() ? -1 : static_cast<int>(at - steps.begin());
}

// --- where hints are

void Colour::ask_places() {
    HintPlaces::Question question;
    question.frame = studio_.frame();
    for (const Hint& one : hints_) {
        if (sureness(one.id) != Sureness::Key && is_there(one.hint, question.frame)) {
            question.ids.push_back(one.id);
            question.hints.push_back(one.hint);
        }
    }
    if (!question.ids.empty()) {
        question.clip = studio_.clip_before(step_at()).value_or(nullptr);
    }
    places_->ask(std::move(question));
}

Colour::Sureness Colour::sureness(Id id) const {
    const ColourHint* one = hint(id);
    const std::int64_t frame = studio_.frame();
    if (one == nullptr || !is_there(*one, frame)) {
        return Sureness::Lost;
    }
    if (nearest_key(*one, frame).frame == frame) {
        return Sureness::Key;
    }
    const auto carried = places_->places_of(id);
    return !carried ? Sureness::Guessed : carried->empty() ? Sureness::Lost : Sureness::Carried;
}

std::vector<Place> Colour::places_now(Id id) const {
    switch (sureness(id)) {
    case Sureness::Lost:
        return {};
    case Sureness::Carried:
        return *places_->places_of(id);
    case Sureness::Key:
    case Sureness::Guessed:
        break;
    }
    return nearest_key(*hint(id), studio_.frame()).places;
}

void Colour::set_chosen(Id id) {
    if (id != chosen_) {
        chosen_ = id;
        Q_EMIT chosen_changed(id);
    }
}

// --- the tool

void Colour::set_tool(const Tool& tool) {
    if (tool == tool_) {
        return;
    }
    tool_ = tool;
    tool_.size = std::clamp(tool_.size, kLeastSize, kMostSize);
    tool_.strength = std::clamp(tool_.strength, 0.0, 1.0);
    // Not what is known of one thing's colour: it would be claimed of another's some day.
    const QJsonObject object{{"a", tool_.colour.a},
                             {"b", tool_.colour.b},
                             {"shape", static_cast<int>(tool_.shape)},
                             {"size", tool_.size},
                             {"strength", tool_.strength},
                             {"lifetime", static_cast<int>(tool_.lifetime)}};
    settings::set_colour_tool(QJsonDocument(object).toJson(QJsonDocument::Compact));
    Q_EMIT tool_changed();
}

void Colour::load_tool() {
    const QJsonObject object = QJsonDocument::fromJson(settings::colour_tool()).object();
    const auto number = [&](const char* key, double standard, double least, double most) {
        return std::clamp(object.value(QLatin1String(key)).toDouble(standard), least, most);
    };
    const colourise::Ab usual = usual_palette().front().colour;
    tool_.colour.a = static_cast<float>(number("a", usual.a, -kMostChroma - 1, kMostChroma));
    tool_.colour.b = static_cast<float>(number("b", usual.b, -kMostChroma - 1, kMostChroma));
    tool_.shape = static_cast<HintShape>(number("shape", 0, 0, 2));
    tool_.size = number("size", tool_.size, kLeastSize, kMostSize);
    tool_.strength = number("strength", 1, 0, 1);
    tool_.lifetime =
        static_cast<Lifetime>(number("lifetime", static_cast<int>(Lifetime::Shot), 0, 2));
}

void Colour::set_luma(float luma) {
    luma = std::clamp(luma, 0.0F, 1.0F);
    if (luma != luma_) {
        luma_ = luma;
        Q_EMIT luma_changed(luma);
    }
}

// --- confidence

const std::vector<steps::ColourConfidence>& Colour::confidence() const {
    return confidence_of_->measured();
}

void Colour::measure_confidence() {
    confidence_of_->measure();
}

bool Colour::measuring_confidence() const {
    return confidence_of_->measuring();
}

// --- colours

const HintKey& nearest_key(const ColourHint& hint, std::int64_t frame) {
    return *std::min_element(hint.keys.begin(), hint.keys.end(),
                             [&](const HintKey& a, const HintKey& b) {
                                 return std::abs(a.frame - frame) < std::abs(b.frame - frame);
                             });
}

QColor colour_at(float luma, colourise::Ab ab) {
    const colourise::Rgb rgb = colourise::colour_of(luma, ab);
    const auto level = [](float value) { return std::clamp(value, 0.0F, 1.0F); };
    return QColor::fromRgbF(level(rgb[0]), level(rgb[1]), level(rgb[2]));
}

colourise::Ab chroma_of(const QColor& colour) {
    return colourise::ab_of({static_cast<float>(colour.redF()), static_cast<float>(colour.greenF()),
                             static_cast<float>(colour.blueF())});
}

float luma_of(const QColor& colour) {
    const LumaWeights weights = luma_weights(Matrix::Bt709);
    return static_cast<float>(weights.red * colour.redF() + weights.green * colour.greenF() +
                              weights.blue * colour.blueF());
}

} // namespace kinovar::ui
