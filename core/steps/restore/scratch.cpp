#include "core/steps/restore/scratch.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/steps/kit/parallel.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/scratch_remover.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace kinovar::steps {

namespace {

using nlohmann::json;
using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 2;
constexpr double kReferenceLines = 480;
/// Long shots are looked at in windows of so many frames, which overlap: a scratch that starts near
/// the end of one is found in the next.
constexpr std::int64_t kWindow = 256;
constexpr std::int64_t kHop = 192;

/// Part of a shot that is looked at in one piece.
struct Window {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t serves_first = 0; ///< frames that this window has the last word on
    std::int64_t serves_last = 0;
};

std::vector<Window> windows_of(const Shot& shot) {
    std::vector<Window> windows;
    std::int64_t first = shot.first;
    while (true) {
        const std::int64_t last = std::min(shot.last, first + kWindow - 1);
        const std::int64_t serves_first =
            windows.empty() ? shot.first : first + (kWindow - kHop) / 2;
        if (!windows.empty()) {
            windows.back().serves_last = serves_first - 1;
        }
        windows.push_back({first, last, serves_first, shot.last});
        if (last == shot.last) {
            return windows;
        }
        first += kHop;
    }
}

std::string bytes_of(const std::vector<Scratch>& scratches) {
    json list = json::array();
    for (const Scratch& scratch : scratches) {
        json places = json::array();
        for (const ScratchPlace& place : scratch.places) {
            places.push_back({place.x, place.tilt, place.seen});
        }
        list.push_back({{"first", scratch.first},
                        {"polarity", scratch.polarity},
                        {"width", scratch.width},
                        {"levels", scratch.levels},
                        {"confidence", scratch.confidence},
                        {"places", std::move(places)}});
    }
    const std::vector<std::uint8_t> bytes = json::to_cbor(list);
    return {bytes.begin(), bytes.end()};
}

Result<std::vector<Scratch>> scratches_from(const std::string& bytes) {
    std::vector<Scratch> scratches;
    try {
        for (const json& item : json::from_cbor(bytes)) {
            Scratch scratch;
            scratch.first = item.at("first").get<std::int64_t>();
            scratch.polarity = item.at("polarity").get<int>();
            scratch.width = item.at("width").get<double>();
            scratch.levels = item.at("levels").get<double>();
            scratch.confidence = item.at("confidence").get<double>();
            for (const json& place : item.at("places")) {
                scratch.places.push_back(
                    {place.at(0).get<float>(), place.at(1).get<float>(), place.at(2).get<bool>()});
            }
            scratch.last = scratch.first + static_cast<std::int64_t>(scratch.places.size()) - 1;
            scratches.push_back(std::move(scratch));
        }
    } catch (const json::exception& error) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("scratch: the stored analysis cannot be read: {}", error.what()),
                       "delete the analysis folder in the cache and start again");
    }
    return scratches;
}

/// Reads the frames of a window, several at a time; `tick` after each.
Result<ScratchEvidence> evidence_of(const Survey& survey, const Window& window, const Pull& pull,
                                    const std::function<Status()>& tick) {
    ScratchEvidence evidence;
    evidence.first = window.first;
    evidence.height = survey.scan()->info().height;
    evidence.votes.resize(static_cast<std::size_t>(window.last - window.first + 1));
    // The facts first: the pass that finds them leaves the votes behind.
    KINOVAR_TRY_ASSIGN(const std::vector<SurveyFacts> facts,
                       survey.facts(window.first, window.last, pull));
    const auto vote = [&](std::int64_t n) -> Status {
        KINOVAR_TRY_ASSIGN(const auto votes, survey.votes(n, pull));
        evidence.votes[static_cast<std::size_t>(n - window.first)] = *votes;
        return tick();
    };
    KINOVAR_TRY(for_each_in_parallel(window.first, window.last, pull.stop, vote));
    for (const SurveyFacts& frame : facts) {
        evidence.shifts.push_back(frame.motion[0].dx);
    }
    return evidence;
}

Result<std::vector<Scratch>> scratches_of_window(const Survey& survey, const Window& window,
                                                 const Pull& pull,
                                                 const std::function<Status()>& tick) {
    const Hash128 key = Hasher()
                            .add(survey.scan()->info().key)
                            .add("scratches")
                            .add(kVersion)
                            .add(window.first)
                            .add(window.last)
                            .finish();
    KINOVAR_TRY_ASSIGN(const pipeline::AnalysisStore::Bytes bytes,
                       pipeline::analyses().get(key, [&]() -> Result<std::string> {
                           KINOVAR_TRY_ASSIGN(const ScratchEvidence evidence,
                                              evidence_of(survey, window, pull, tick));
                           return bytes_of(find_scratches(evidence));
                       }));
    return scratches_from(*bytes);
}

Status no_tick() {
    return {};
}

/// The part of a scratch on the frames that a window serves.
Scratch served_part(const Scratch& scratch, const Window& window) {
    Scratch part = scratch;
    part.first = std::max(scratch.first, window.serves_first);
    part.last = std::min(scratch.last, window.serves_last);
    const auto begin = scratch.places.begin() + (part.first - scratch.first);
    part.places.assign(begin, begin + (part.last - part.first + 1));
    return part;
}

/// Joins a part to the scratch that it goes on with, or lists it as a new one.
void join_part(std::vector<Scratch>& list, Scratch part, double unit) {
    const double near = 3 * unit;
    for (Scratch& scratch : list) {
        const bool follows = scratch.last + 1 == part.first && scratch.polarity == part.polarity &&
                             std::abs(static_cast<double>(scratch.places.back().x) -
                                      static_cast<double>(part.places.front().x)) < near;
        if (follows) {
            const auto a = static_cast<double>(scratch.places.size());
            const auto b = static_cast<double>(part.places.size());
            const auto mean = [&](double x, double y) { return (a * x + b * y) / (a + b); };
            scratch.width = mean(scratch.width, part.width);
            scratch.levels = mean(scratch.levels, part.levels);
            scratch.confidence = mean(scratch.confidence, part.confidence);
            scratch.last = part.last;
            scratch.places.insert(scratch.places.end(), part.places.begin(), part.places.end());
            return;
        }
    }
    list.push_back(std::move(part));
}

class ScratchClip final : public pipeline::Clip {
public:
    ScratchClip(ClipPtr input, const ScratchOptions& options)
        : input_(std::move(input)), options_(options), shots_(shots_of(input_)),
          survey_(survey_of(input_)),
          info_(mended_info(input_, step_key(input_->info(), "scratch", kVersion, options))) {
        info_.shots = shots_;
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const std::vector<ScratchLine> lines, lines_of(n, pull));
        if (lines.empty() || options_.strength <= 0) {
            return picture;
        }
        FramePtr clean;
        KINOVAR_TRY(guard_cv(fmt::format("scratch, frame {}", n),
                             [&] { clean = without_scratches(picture, lines, info_.monochrome); }));
        return options_.strength < 1 ? blended(*picture, *clean) : clean;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        job.begin("scratches", last - first + 1);
        const Pull pull{job.stop_token()};
        std::int64_t done = first;
        while (done <= last) {
            KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(done, pull));
            for (const Window& window : windows_of(shot)) {
                if (window.serves_last < first || window.serves_first > last) {
                    continue;
                }
                KINOVAR_TRY_ASSIGN(
                    const std::vector<Scratch> found,
                    scratches_of_window(survey_, window, pull, [&] { return job.checkpoint(); }));
                const std::int64_t served =
                    std::min(last, window.serves_last) - std::max(first, window.serves_first) + 1;
                job.advance(served);
            }
            done = shot.last + 1;
        }
        return {};
    }

private:
    [[nodiscard]] Result<std::vector<ScratchLine>> lines_of(std::int64_t n,
                                                            const Pull& pull) const {
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        const std::vector<Window> windows = windows_of(shot);
        const auto window =
            std::ranges::find_if(windows, [n](const Window& one) { return n <= one.serves_last; });
        KINOVAR_TRY_ASSIGN(const std::vector<Scratch> scratches,
                           scratches_of_window(survey_, *window, pull, no_tick));
        std::vector<ScratchLine> lines;
        for (const Scratch& scratch : scratches) {
            const bool wanted = scratch.polarity > 0 ? options_.bright : options_.dark;
            if (wanted && n >= scratch.first && n <= scratch.last) {
                const ScratchPlace& place =
                    scratch.places[static_cast<std::size_t>(n - scratch.first)];
                lines.push_back({static_cast<double>(place.x), static_cast<double>(place.tilt),
                                 scratch.width, scratch.polarity});
            }
        }
        return lines;
    }

    [[nodiscard]] FramePtr blended(const Frame& before, const Frame& after) const {
        auto result = std::make_shared<Frame>(after);
        const auto share = static_cast<float>(options_.strength);
        const float* source = before.values().data();
        for (float& value : result->values()) {
            value = *source + share * (value - *source);
            ++source;
        }
        return result;
    }

    ClipPtr input_;
    ScratchOptions options_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    Survey survey_;
    ClipInfo info_;
};

Result<ClipPtr> apply_scratch(const ScratchOptions& options, ClipPtr input) {
    return std::make_shared<ScratchClip>(std::move(input), options);
}

} // namespace

const FieldList<ScratchOptions>& ScratchOptions::fields() {
    static const FieldList<ScratchOptions> list =
        FieldList<ScratchOptions>()
            .add(&ScratchOptions::strength,
                 {"strength", "Strength", "How much of each line is taken away."}, {0, 1})
            .add(&ScratchOptions::bright,
                 {"bright", "Bright lines", "Takes away lines that are brighter than the picture."})
            .add(&ScratchOptions::dark,
                 {"dark", "Dark lines", "Takes away lines that are darker than the picture."});
    return list;
}

pipeline::StepType scratch_step_type() {
    return step_type<ScratchOptions>(
        {"scratch", "Scratches",
         "Takes away thin lines that run from top to bottom and stay for many frames, as a "
         "particle "
         "in the gate draws them. Put it before steps that move the picture.",
         Origin::Scan},
        apply_scratch);
}

Result<std::vector<Scratch>> scratches_of(const ClipPtr& clip, const Shot& shot, const Pull& pull) {
    const Survey survey = survey_of(clip);
    const double unit = std::max(1.0, survey.scan()->info().height / kReferenceLines);
    std::vector<Scratch> list;
    for (const Window& window : windows_of(shot)) {
        KINOVAR_TRY_ASSIGN(const std::vector<Scratch> found,
                           scratches_of_window(survey, window, pull, no_tick));
        for (const Scratch& scratch : found) {
            if (scratch.first <= window.serves_last && scratch.last >= window.serves_first) {
                join_part(list, served_part(scratch, window), unit);
            }
        }
    }
    return list;
}

} // namespace kinovar::steps
