#include "ui/studio/portrait.h"

#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace kinovar::ui {

namespace {

using portrait::PortraitAnalysis;
using project::Reel;

constexpr const char* kStep = "portrait";

int place_of_step(const pipeline::Chain& chain) {
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        if (chain.steps[i].name == kStep && chain.steps[i].enabled) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

/// The sentence that stands in the way of moving anything in a picture; null: nothing does.
const portrait::Finding* refusal_in(const PortraitAnalysis& analysis) {
    for (const portrait::Finding& finding : analysis.findings) {
        if (finding.severity == portrait::Severity::Refusal) {
            return &finding;
        }
    }
    return nullptr;
}

bool is_refused(const portrait::Face& face) {
    return std::any_of(face.findings.begin(), face.findings.end(), [](const auto& finding) {
        return finding.severity == portrait::Severity::Refusal;
    });
}

/// What the faces field says for the largest face that may move; empty: none may.
std::string first_choice(const PortraitAnalysis& analysis) {
    int best = -1;
    int largest = -1;
    for (int i = 0; i < static_cast<int>(analysis.faces.size()); ++i) {
        const auto width = [&](int face) {
            return analysis.faces[static_cast<std::size_t>(face)].width();
        };
        largest = largest < 0 || width(i) > width(largest) ? i : largest;
        if (!is_refused(analysis.faces[static_cast<std::size_t>(i)]) &&
            (best < 0 || width(i) > width(best))) {
            best = i;
        }
    }
    if (best < 0) {
        return {};
    }
    return best == largest ? "largest" : std::to_string(best + 1);
}

/// Curves that were given inline, as they are written; none where a file is named.
Portrait::CurvesList curves_from_text(const std::string& text) {
    Portrait::CurvesList all;
    if (text.starts_with('{')) {
        if (const auto one = portrait::Curves::from_json(text)) {
            all.push_back(*one);
        }
    } else if (text.starts_with('[')) {
        for (const QJsonValue& one :
             QJsonDocument::fromJson(QByteArray::fromStdString(text)).array()) {
            const auto curves =
                portrait::Curves::from_json(QJsonDocument(one.toObject()).toJson().toStdString());
            if (!curves) {
                return {};
            }
            all.push_back(*curves);
        }
    }
    return all;
}

} // namespace

Portrait::Portrait(Studio& studio) : QObject(&studio), studio_(studio) {
    connect(&studio_, &Studio::reel_changed, this, &Portrait::follow_reel);
    connect(&studio_, &Studio::reels_changed, this, &Portrait::follow_reel);
    connect(&studio_, &Studio::project_changed, this, &Portrait::follow_reel);
    connect(&studio_, &Studio::source_changed, this, &Portrait::follow_still);
    connect(&studio_, &Studio::models_changed, this, [this] {
        if (trouble_) {
            trouble_.reset();
            analyse();
        }
    });
}

const Reel* Portrait::reel() const {
    return studio_.has_project() ? studio_.document().get<Reel>(studio_.reel()) : nullptr;
}

int Portrait::step_at() const {
    return reel() == nullptr ? -1 : place_of_step(reel()->source_chain);
}

bool Portrait::restores() const {
    return step_at() > 0;
}

bool Portrait::moves(int face) const {
    return std::binary_search(faces_.begin(), faces_.end(), face);
}

void Portrait::set_highlighted(int face) {
    if (face != highlighted_) {
        highlighted_ = face;
        Q_EMIT highlight_changed();
    }
}

void Portrait::set_wanted(bool wanted) {
    wanted_ = wanted;
    analyse();
}

void Portrait::follow_reel() {
    const Reel* now = reel();
    if (studio_.reel() != reel_) {
        reel_ = studio_.reel();
        still_.reset();
        found_.reset();
        analysis_.reset();
        corrected_.reset();
        trouble_.reset();
        highlighted_ = -1;
        studio_.jobs().cancel(analysing_);
        analysing_ = 0;
    }
    const int at = step_at();
    state_ =
        at >= 0 ? State::Moving : (now != nullptr && now->frames == 1 ? State::Still : State::None);
    options_ = {};
    curves_.clear();
    landmark_moves_.clear();
    if (at >= 0) {
        const FieldValues& values = now->source_chain.steps[static_cast<std::size_t>(at)].values;
        options_ = steps::PortraitOptions::fields().options_from(values).value_or(options_);
        curves_ = curves_from_text(options_.curves);
        landmark_moves_ =
            portrait::landmark_moves_from_json(options_.landmarks).value_or(landmark_moves_);
    }
    if (now != nullptr && !added_.empty() && now->path == added_) {
        added_.clear();
        animate();
    }
    follow_still();
    correct_analysis();
    Q_EMIT changed();
}

/// The picture whose faces are looked for: what the photograph is after the steps that mend it.
void Portrait::follow_still() {
    const pipeline::ClipPtr file = studio_.file(studio_.reel());
    if (file == nullptr || state_ == State::None) {
        still_.reset();
        return;
    }
    pipeline::Chain before;
    if (step_at() > 0) {
        before.steps.assign(reel()->source_chain.steps.begin(),
                            reel()->source_chain.steps.begin() + step_at());
    }
    const auto clips = studio_.build(before, file);
    if (!clips) {
        trouble_ = clips.error();
        Q_EMIT analysis_changed();
        return;
    }
    if (still_ == nullptr || still_->info().key != clips->back()->info().key) {
        still_ = clips->back();
        found_.reset();
        analysis_.reset();
        corrected_.reset();
        trouble_.reset();
        studio_.jobs().cancel(analysing_);
        analysing_ = 0;
    }
    analyse();
}

void Portrait::analyse() {
    const bool asked = state_ == State::Moving || (wanted_ && state_ == State::Still) ||
                       (begins_ != 0 && begins_ == studio_.reel());
    if (!asked || still_ == nullptr || found_ != nullptr || trouble_ || analysing_ != 0) {
        return;
    }
    using Found = Result<std::shared_ptr<const PortraitAnalysis>>;
    auto found = std::make_shared<Found>();
    analysing_ = studio_.jobs().start(
        tr("Looking for faces"),
        [still = still_, found](Job& job) -> Status {
            *found = steps::analysis_of_still(still, {job.stop_token()});
            return *found ? Status() : failure(found->error());
        },
        [this, found, key = still_->info().key](const Status& /*status*/) {
            if (still_ != nullptr && still_->info().key == key) {
                analysing_ = 0;
                take_analysis(*found);
            }
        },
        true);
    Q_EMIT analysis_changed();
}

void Portrait::take_analysis(const Result<std::shared_ptr<const PortraitAnalysis>>& found) {
    if (found) {
        found_ = *found;
    } else if (found.error().code != ErrorCode::Cancelled) {
        trouble_ = found.error();
    }
    correct_analysis();
    if (begins_ != 0 && begins_ == studio_.reel()) {
        begins_ = 0;
        start_to_move();
    }
}

void Portrait::correct_analysis() {
    // The same as long as nothing changed, so that who made something of it need not do it again.
    if (found_ != corrected_ || landmark_moves_ != corrections_) {
        corrected_ = found_;
        corrections_ = landmark_moves_;
        analysis_ = found_;
        if (found_ != nullptr && !landmark_moves_.empty()) {
            analysis_ = std::make_shared<const PortraitAnalysis>(
                portrait::with_moves(*found_, landmark_moves_));
        }
    }
    choose_faces();
    Q_EMIT analysis_changed();
}

void Portrait::choose_faces() {
    faces_.clear();
    if (analysis_ != nullptr && moving()) {
        faces_ = portrait::choose_faces(*analysis_, options_.faces).value_or(faces_);
        std::sort(faces_.begin(), faces_.end());
    }
}

// --- from a still to a portrait and back

void Portrait::add(const std::filesystem::path& path) {
    added_ = std::filesystem::absolute(path).lexically_normal();
    studio_.add_media(added_);
}

void Portrait::animate() {
    if (state_ != State::Still) {
        return;
    }
    Q_EMIT shown_wanted();
    begins_ = studio_.reel();
    if (found_ != nullptr || trouble_) {
        trouble_.reset();
        begins_ = found_ != nullptr ? 0 : begins_;
    }
    if (found_ != nullptr) {
        start_to_move();
    } else {
        analyse();
    }
}

void Portrait::start_to_move() {
    if (trouble_) {
        Q_EMIT refused(to_qt(trouble_->message));
        return;
    }
    if (found_ == nullptr) {
        return; // stopped
    }
    if (const portrait::Finding* finding = refusal_in(*found_)) {
        Q_EMIT refused(to_qt(finding->message));
        return;
    }
    steps::PortraitOptions options;
    options.faces = first_choice(*found_);
    if (options.faces.empty()) {
        Q_EMIT refused(tr("None of the faces can be animated"));
        return;
    }
    if (const Status done = apply(QStringLiteral("Animate portrait"), chain_with(options), {});
        !done) {
        studio_.fail(done.error());
    }
}

} // namespace kinovar::ui
