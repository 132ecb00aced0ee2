#include "ui/studio/detectors.h"

#include "core/render/project_flags.h"
#include "ui/studio/detector_json.h"
#include "ui/studio/studio.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr const char* kHandsKind = "hands";
constexpr const char* kFacesKind = "faces";
/// Frames from look to look at hands and faces, as on the command line.
constexpr int kEvery = 4;

bool overlaps(std::int64_t first, std::int64_t last, const pipeline::Shot& shot) {
    return first <= shot.last && last >= shot.first;
}

/// What lies in the frames that were looked at now makes way.
template <class Track, class Span>
void forget(std::vector<Track>& tracks, const std::vector<pipeline::Shot>& seen, Span span) {
    std::erase_if(tracks, [&](const Track& track) {
        return std::any_of(seen.begin(), seen.end(), [&](const pipeline::Shot& shot) {
            const auto [first, last] = span(track);
            return overlaps(first, last, shot);
        });
    });
}

} // namespace

/// Frames that are looked at in one clip.
struct Detectors::Part {
    pipeline::Shot shot;
    pipeline::ClipPtr clip;
};

struct Detectors::Found {
    std::vector<detect::HandTrack> hands;
    std::vector<detect::FaceTrack> faces;
    std::vector<detect::Proposal> proposals;
    std::vector<Error> troubles; ///< what kept a detector from its work
};

Detectors::Detectors(Studio& studio) : QObject(&studio), studio_(studio) {
    connect(&studio_, &Studio::reel_changed, this, &Detectors::follow);
    connect(&studio_, &Studio::project_changed, this, [this] {
        stop();
        job_ = 0; // what it brings is of another project
        Q_EMIT progress_changed();
        follow();
    });
    connect(&studio_, &Studio::document_changed, this, &Detectors::follow);
    connect(&studio_.jobs(), &JobList::changed, this, [this](int id) {
        if (id == job_) {
            Q_EMIT progress_changed();
        }
    });
}

/// The last clip of the chain whose frames are those of the reel, by number.
Result<pipeline::ClipPtr> Detectors::clip_of(project::Id shot, bool on_scan) const {
    const project::Document& document = studio_.document();
    const project::Id take =
        shot == studio_.shot() ? studio_.take() : document.get<project::Shot>(shot)->pick;
    const pipeline::Chain& chain = document.chain_of(shot, take);
    for (std::size_t steps = on_scan ? 0 : chain.steps.size();; --steps) {
        KINOVAR_TRY_ASSIGN(pipeline::ClipPtr clip, studio_.clip_before(chain, steps, shot, take));
        if (steps == 0 || clip->info().frames == studio_.frames()) {
            return clip;
        }
    }
}

Result<std::vector<Detectors::Part>> Detectors::parts(const Choice& choice) const {
    const project::Document& document = studio_.document();
    const std::vector<project::Id> shots = choice.whole_reel
                                               ? document.shots_of(studio_.reel())
                                               : std::vector<project::Id>{studio_.shot()};
    std::vector<Part> parts;
    for (const project::Id id : shots) {
        if (const auto* shot = document.get<project::Shot>(id)) {
            KINOVAR_TRY_ASSIGN(pipeline::ClipPtr clip, clip_of(id, choice.on_scan));
            parts.push_back({{shot->first, shot->last}, std::move(clip)});
        }
    }
    return parts;
}

/// On the job's thread. Only a stop ends it; what else is in the way of a detector is noted.
Status Detectors::search(const Choice& choice, const std::vector<Part>& parts, Found& found,
                         Job& job) {
    const auto gather = [&](auto&& result, auto& into) -> Status {
        if (result) {
            into.insert(into.end(), result->begin(), result->end());
        } else if (result.error().code == ErrorCode::Cancelled) {
            return failure(result.error());
        } else {
            found.troubles.push_back(result.error());
        }
        return {};
    };
    for (const Part& part : parts) {
        const auto& [first, last] = part.shot;
        if (choice.glitches) {
            KINOVAR_TRY(
                gather(detect::find_glitches(part.clip, first, last, job), found.proposals));
        }
        if (choice.faces || choice.drift) {
            KINOVAR_TRY(
                gather(detect::follow_faces(part.clip, first, last, kEvery, job), found.faces));
        }
        if (choice.hands) {
            KINOVAR_TRY(
                gather(detect::find_hands(part.clip, first, last, kEvery, job), found.hands));
        }
    }
    return {};
}

void Detectors::look(const Choice& choice) {
    if (!studio_.has_project() || studio_.shot() == 0 || looking() || !choice.any()) {
        return;
    }
    const auto parts = this->parts(choice);
    if (!parts) {
        studio_.fail(parts.error());
        return;
    }
    auto found = std::make_shared<Found>();
    const auto work = [choice, parts = *parts, found](Job& job) {
        return search(choice, parts, *found, job);
    };
    auto own = std::make_shared<int>(0);
    *own = studio_.jobs().start(
        tr("Looking for problems"), work,
        [this, own, choice, parts = *parts, found, reel = studio_.reel()](const Status& status) {
            if (*own != job_) {
                return;
            }
            job_ = 0;
            if (status) {
                take(choice, parts, *found, reel);
            } else if (status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            }
            Q_EMIT progress_changed();
        });
    job_ = *own;
    Q_EMIT progress_changed();
}

void Detectors::stop() {
    studio_.jobs().cancel(job_);
}

std::optional<double> Detectors::progress() const {
    const JobList::Entry* job = job_ == 0 ? nullptr : studio_.jobs().find(job_);
    if (job == nullptr || job->progress.total <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(job->progress.done) / static_cast<double>(job->progress.total);
}

void Detectors::take(const Choice& choice, const std::vector<Part>& parts, const Found& found,
                     project::Id reel) {
    if (!studio_.has_project() || studio_.document().get<project::Reel>(reel) == nullptr) {
        return;
    }
    std::vector<pipeline::Shot> seen;
    for (const Part& part : parts) {
        seen.push_back(part.shot);
    }
    if (choice.hands && (found.troubles.empty() || !found.hands.empty())) {
        keep_hands(found.hands, seen, reel);
    }
    if ((choice.faces || choice.drift) && (found.troubles.empty() || !found.faces.empty())) {
        keep_faces(found.faces, seen, reel);
    }
    Found proposed = found;
    const auto add = [&](const std::vector<detect::Proposal>& more) {
        proposed.proposals.insert(proposed.proposals.end(), more.begin(), more.end());
    };
    if (choice.faces) {
        add(detect::face_proposals(found.faces));
    }
    if (choice.drift) {
        add(detect::drift_proposals(found.faces));
    }
    flag(proposed, reel);
    if (!found.troubles.empty()) {
        studio_.fail(found.troubles.front());
    }
}

void Detectors::keep_hands(const std::vector<detect::HandTrack>& found,
                           const std::vector<pipeline::Shot>& seen, project::Id reel) {
    const project::Analysis* before = kept(kHandsKind, reel);
    auto hands = before == nullptr ? std::vector<FoundHand>() : hands_from_json(before->data);
    forget(hands, seen,
           [](const FoundHand& hand) { return std::pair(hand.track.first, hand.track.last); });
    for (const detect::HandTrack& track : found) {
        hands.push_back({track, FoundHand::Judged::Open});
    }
    keep(kHandsKind, hands_to_json(hands), reel);
}

void Detectors::keep_faces(const std::vector<detect::FaceTrack>& found,
                           const std::vector<pipeline::Shot>& seen, project::Id reel) {
    const project::Analysis* before = kept(kFacesKind, reel);
    auto faces =
        before == nullptr ? std::vector<detect::FaceTrack>() : faces_from_json(before->data);
    forget(faces, seen, [](const detect::FaceTrack& face) {
        return std::pair(face.shot.first, face.shot.last);
    });
    faces.insert(faces.end(), found.begin(), found.end());
    keep(kFacesKind, faces_to_json(faces), reel);
}

/// Hands are not among them: the program cannot judge them. A person does, in the gallery.
void Detectors::flag(const Found& found, project::Id reel) {
    const auto edit = render::add_flags(studio_.document(), reel, found.proposals);
    if (!edit) {
        studio_.fail(edit.error());
        return;
    }
    const auto added = static_cast<int>(edit->changes.size());
    if (added > 0) {
        studio_.edit(*edit);
    }
    const QString flags = added == 0 ? tr("Nothing new was found for Review")
                                     : tr("%n new flag(s) in Review", nullptr, added);
    studio_.tell(found.hands.empty() ? flags
                                     : tr("%1, %2", "what was found: flags, hands")
                                           .arg(flags, tr("%n hand(s) to check", nullptr,
                                                          static_cast<int>(found.hands.size()))));
}

const project::Analysis* Detectors::kept(const char* kind, project::Id reel) const {
    for (const project::Id id : studio_.document().belongings(reel)) {
        const auto* analysis = studio_.document().get<project::Analysis>(id);
        if (analysis != nullptr && analysis->kind == kind) {
            return analysis;
        }
    }
    return nullptr;
}

void Detectors::keep(const char* kind, const std::string& data, project::Id reel) {
    project::EditBuilder builder(studio_.document());
    project::Analysis analysis;
    analysis.reel = reel;
    analysis.kind = kind;
    if (const project::Analysis* before = kept(kind, reel)) {
        analysis = *before;
        analysis.data = data;
        builder.update(analysis);
    } else {
        analysis.data = data;
        builder.insert(analysis);
    }
    studio_.record(builder.finish("Look for problems"));
    follow();
}

void Detectors::follow() {
    const bool open = studio_.has_project() && studio_.reel() != 0;
    const project::Analysis* hands = open ? kept(kHandsKind, studio_.reel()) : nullptr;
    const project::Analysis* faces = open ? kept(kFacesKind, studio_.reel()) : nullptr;
    const std::string hands_data = hands == nullptr ? std::string() : hands->data;
    const std::string faces_data = faces == nullptr ? std::string() : faces->data;
    if (hands_data == hands_data_ && faces_data == faces_data_) {
        return;
    }
    hands_data_ = hands_data;
    faces_data_ = faces_data;
    knows_hands_ = hands != nullptr;
    knows_faces_ = faces != nullptr;
    hands_ = hands_from_json(hands_data_);
    std::stable_sort(hands_.begin(), hands_.end(), [](const FoundHand& a, const FoundHand& b) {
        return a.track.worst.uncertainty > b.track.worst.uncertainty;
    });
    faces_ = faces_from_json(faces_data_);
    std::stable_sort(faces_.begin(), faces_.end(),
                     [](const auto& a, const auto& b) { return a.shot.first < b.shot.first; });
    Q_EMIT changed();
}

void Detectors::judge(std::size_t hand, FoundHand::Judged judged) {
    if (hand >= hands_.size() || hands_[hand].judged == judged) {
        return;
    }
    const FoundHand before = hands_[hand];
    if (judged == FoundHand::Judged::ToMend) {
        std::vector<detect::Proposal> proposals = detect::hand_proposals({before.track});
        if (proposals.empty()) {
            detect::Proposal proposal;
            proposal.kind = "hand";
            proposal.first = before.track.first;
            proposal.last = before.track.last;
            proposal.worst = before.track.worst.frame;
            proposal.severity = before.track.worst.uncertainty;
            proposal.box = before.track.worst.box;
            proposals.push_back(proposal);
        }
        proposals.resize(1);
        proposals.front().text = tr("A hand that somebody marked to be mended").toStdString();
        const auto edit = render::add_flags(studio_.document(), studio_.reel(), proposals);
        if (!edit || (!edit->empty() && !studio_.edit(*edit))) {
            if (!edit) {
                studio_.fail(edit.error());
            }
            return;
        }
    }
    std::vector<FoundHand> all = hands_;
    all[hand].judged = judged;
    keep(kHandsKind, hands_to_json(all), studio_.reel());
}

} // namespace kinovar::ui
