#include "app/cli/detect_people.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::cli {

namespace {

using detect::FaceTrack;
using detect::HandSighting;
using detect::HandTrack;
using detect::Proposal;
using Json = nlohmann::ordered_json;

std::string frames_of(std::int64_t first, std::int64_t last) {
    return first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
}

Json json_of(const Proposal& proposal) {
    return {{"kind", proposal.kind},   {"first", proposal.first}, {"last", proposal.last},
            {"worst", proposal.worst}, {"box", proposal.box},     {"severity", proposal.severity},
            {"reason", proposal.text}, {"fix", proposal.fix}};
}

std::string text_of(const Proposal& proposal) {
    return fmt::format("  {:>13}  {:<14} {:.2f}  {}{}\n", frames_of(proposal.first, proposal.last),
                       proposal.kind, proposal.severity, proposal.text,
                       proposal.fix.empty() ? "" : fmt::format(" [{}]", proposal.fix));
}

Json json_of(const HandSighting& sighting) {
    return {{"frame", sighting.frame},       {"box", sighting.box},
            {"presence", sighting.presence}, {"jitter", sighting.jitter},
            {"change", sighting.change},     {"uncertainty", sighting.uncertainty}};
}

Json json_of(const HandTrack& hand) {
    Json json = {{"track", hand.track},
                 {"first", hand.first},
                 {"last", hand.last},
                 {"worst", json_of(hand.worst)},
                 {"sightings", Json::array()}};
    for (const HandSighting& sighting : hand.sightings) {
        json["sightings"].push_back(json_of(sighting));
    }
    return json;
}

/// Not a number becomes null.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json json_of(const FaceTrack& face) {
    Json json = {{"track", face.track},
                 {"shot", {{"first", face.shot.first}, {"last", face.shot.last}}},
                 {"sights", Json::array()}};
    for (const FaceTrack::Sight& sight : face.sights) {
        json["sights"].push_back({{"frame", sight.frame},
                                  {"box", sight.box},
                                  {"plastic", number(sight.plastic)},
                                  {"micro_motion", sight.micro_motion},
                                  {"asymmetry", sight.asymmetry},
                                  {"distance", sight.distance}});
    }
    return json;
}

const FaceTrack::Sight& farthest(const FaceTrack& face) {
    return *std::max_element(face.sights.begin(), face.sights.end(),
                             [](const auto& a, const auto& b) { return a.distance < b.distance; });
}

/// Median of the plastic scores that could be measured; NaN: none.
double usual_plastic(const FaceTrack& face) {
    std::vector<double> scores;
    for (const FaceTrack::Sight& sight : face.sights) {
        if (std::isfinite(sight.plastic)) {
            scores.push_back(sight.plastic);
        }
    }
    std::sort(scores.begin(), scores.end());
    return scores.empty() ? std::nan("") : scores[scores.size() / 2];
}

std::string plastic_text(double score) {
    return std::isfinite(score) ? fmt::format("plastic score {:+.1f}{}", score,
                                              score > 0 ? ", smoother than most real skin" : "")
                                : std::string("too little skin to say how smooth it is");
}

} // namespace

Result<Finding> ProposingLook::hands() {
    KINOVAR_TRY_ASSIGN(hands_,
                       detect::find_hands(clip_, range_.first, range_.last, range_.every, job_));
    Finding finding;
    finding.json = {{"hands", Json::array()}};
    finding.text =
        fmt::format("{} hand{} to check, least certain first (fingers are not counted)\n",
                    hands_.size(), hands_.size() == 1 ? "" : "s");
    for (const HandTrack& hand : hands_) {
        finding.json["hands"].push_back(json_of(hand));
    }
    propose(finding, detect::hand_proposals(hands_));
    return finding;
}

Result<const std::vector<FaceTrack>*> ProposingLook::face_tracks() {
    if (!faces_) {
        KINOVAR_TRY_ASSIGN(
            faces_, detect::follow_faces(clip_, range_.first, range_.last, range_.every, job_));
    }
    return &*faces_;
}

Result<Finding> ProposingLook::faces() {
    KINOVAR_TRY_ASSIGN(const auto* tracks, face_tracks());
    Finding finding;
    finding.json = {{"faces", Json::array()}};
    finding.text =
        fmt::format("{} face{} followed\n", tracks->size(), tracks->size() == 1 ? "" : "s");
    for (const FaceTrack& face : *tracks) {
        finding.json["faces"].push_back(json_of(face));
        finding.text += fmt::format("  {:>13}  face {}, {}\n",
                                    frames_of(face.sights.front().frame, face.sights.back().frame),
                                    face.track, plastic_text(usual_plastic(face)));
    }
    propose(finding, detect::face_proposals(*tracks));
    return finding;
}

Result<Finding> ProposingLook::drift() {
    KINOVAR_TRY_ASSIGN(const auto* tracks, face_tracks());
    Finding finding;
    finding.json = {{"drift", Json::array()}};
    finding.text = "distance of faces to the median of their shot (0: the same person, above 0.3: "
                   "doubtful)\n";
    for (const FaceTrack& face : *tracks) {
        const FaceTrack::Sight& worst = farthest(face);
        Json distances = Json::array();
        for (const FaceTrack::Sight& sight : face.sights) {
            distances.push_back({{"frame", sight.frame}, {"distance", sight.distance}});
        }
        finding.json["drift"].push_back(
            {{"track", face.track}, {"worst", worst.frame}, {"distances", std::move(distances)}});
        finding.text += fmt::format("  {:>13}  face {}, largest {:.2f} at {}\n",
                                    frames_of(face.sights.front().frame, face.sights.back().frame),
                                    face.track, worst.distance, worst.frame);
    }
    propose(finding, detect::drift_proposals(*tracks));
    return finding;
}

Result<Finding> ProposingLook::glitches() {
    KINOVAR_TRY_ASSIGN(const auto proposals,
                       detect::find_glitches(clip_, range_.first, range_.last, job_));
    Finding finding;
    finding.json = Json::object();
    finding.text = fmt::format("{} glitch{}, flickering things or frozen frames\n",
                               proposals.size(), proposals.size() == 1 ? "" : "es");
    propose(finding, proposals);
    return finding;
}

void ProposingLook::propose(Finding& finding, const std::vector<Proposal>& proposals) {
    finding.json["flags"] = Json::array();
    for (const Proposal& proposal : proposals) {
        finding.json["flags"].push_back(json_of(proposal));
        finding.text += text_of(proposal);
        proposals_.push_back(proposal);
    }
}

} // namespace kinovar::cli
