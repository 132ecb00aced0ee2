#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/pipeline/clip.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a human should look at. Detectors propose; nothing is changed by them.
namespace kinovar::detect {

/// A box in shares of the picture: left, top, right, bottom. All 0: the whole picture.
using Box = std::array<double, 4>;

/// Something found in a film.
struct Proposal {
    std::string kind; ///< "plastic face", "identity drift", "face jump", "glitch", "flicker
                      ///< object", "frozen", "hand" …
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t worst = 0; ///< the frame to look at first
    double severity = 0;    ///< 0 to 1
    Box box{};              ///< at the worst frame
    std::string text;       ///< the reason, one sentence
    std::string fix;        ///< what is proposed: a kind of fix ("texture", "inpaint" …), a step
                            ///< ("deplastic"), or empty: only a look
};

/// A flag's `values` and back (JSON): place, worst frame, proposed fix. Untrusted input.
struct FlagPlace {
    std::int64_t worst = -1; ///< −1: not known
    Box box{};
    std::string fix;
    friend bool operator==(const FlagPlace&, const FlagPlace&) = default;
};
[[nodiscard]] std::string to_json(const FlagPlace& place);
[[nodiscard]] Result<FlagPlace> flag_place_from_json(std::string_view json);

// --- hands: found, not judged (design: "The program cannot count fingers")

struct HandSighting {
    std::int64_t frame = 0;
    Box box{};
    int track = 0;          ///< the same hand through a shot
    double presence = 0;    ///< 0 to 1, of the landmark network
    double jitter = 0;      ///< worst finger, in palm lengths, over small changes of the crop
    double change = 0;      ///< of its shape against its neighbours in time, palm lengths a frame
    double uncertainty = 0; ///< 0 to 1: what the gallery is ordered by
    std::array<std::array<float, 2>, 21> landmarks{}; ///< shares of the picture
};
/// One hand of a shot: its least certain sighting, and where else it was seen.
struct HandTrack {
    int track = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    HandSighting worst;
    std::vector<HandSighting> sightings; ///< by frame
};
/// Of frames first to last, every `every`-th; least certain first. MissingModel names the networks.
[[nodiscard]] Result<std::vector<HandTrack>> find_hands(const pipeline::ClipPtr& clip,
                                                        std::int64_t first, std::int64_t last,
                                                        int every, Job& job);

// --- faces

/// One person through a shot.
struct FaceTrack {
    int track = 0;
    pipeline::Shot shot;
    struct Sight {
        std::int64_t frame = 0;
        Box box{};
        double distance = 0;     ///< 1 − cosine of the descriptor and the median one of the shot
        double plastic = 0;      ///< plastic score; NaN: too little skin to say
        double micro_motion = 0; ///< movement inside of the face beside the head's, face widths
        double asymmetry = 0;    ///< difference of left and right eye and mouth corner, mirrored
    };
    std::vector<Sight> sights; ///< by frame
};
[[nodiscard]] Result<std::vector<FaceTrack>> follow_faces(const pipeline::ClipPtr& clip,
                                                          std::int64_t first, std::int64_t last,
                                                          int every, Job& job);
/// Plastic faces, frozen micro-motion, jumps of eyes and mouth.
[[nodiscard]] std::vector<Proposal> face_proposals(const std::vector<FaceTrack>& tracks);
/// Faces that stray from the shot's median.
[[nodiscard]] std::vector<Proposal> drift_proposals(const std::vector<FaceTrack>& tracks);
[[nodiscard]] std::vector<Proposal> hand_proposals(const std::vector<HandTrack>& hands);

// --- pictures

/// Frames that are unlike both neighbours where these are alike (single-frame glitches, limbs and
/// things that come and go for a few frames), and frames that stand still while the shot moves.
[[nodiscard]] Result<std::vector<Proposal>>
find_glitches(const pipeline::ClipPtr& clip, std::int64_t first, std::int64_t last, Job& job);

} // namespace kinovar::detect
