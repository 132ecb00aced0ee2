#include "core/steps/measure/survey.h"

#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/pipeline/frame_cache.h"
#include "core/steps/kit/parallel.h"
#include "core/steps/measure/likeness.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace kinovar::steps {

namespace {

using nlohmann::json;

constexpr std::int64_t kVersion = 7;
constexpr std::int64_t kChunkFrames = 64;

/// What a frame is measured on; made once, used for all its pairs.
struct Prepared {
    MotionPicture motion;
    Thumbnail thumbnail;
};

std::vector<std::uint8_t> luma_bytes(const Frame& frame) {
    std::vector<std::uint8_t> luma(static_cast<std::size_t>(frame.width()) *
                                   static_cast<std::size_t>(frame.height()));
    luma_of(frame, std::span(luma));
    return luma;
}

Prepared prepared(const std::vector<std::uint8_t>& luma, int width, int height) {
    return {.motion = MotionPicture(luma, width, height),
            .thumbnail = thumbnail_of(luma, width, height)};
}

/// Scratch votes of the frames read last, of all films.
using VotesCache = BudgetCache<pipeline::FrameKey, ScratchVotes, pipeline::FrameKeyHash>;

VotesCache& recent_votes() {
    constexpr std::size_t kBudget = std::size_t{48} << 20U;
    static VotesCache cache(kBudget, [](const ScratchVotes& votes) { return votes.bytes(); });
    return cache;
}

void add_motion(json& list, const PictureMotion& motion) {
    for (const double value : {motion.dx, motion.dy, motion.residual, motion.matched}) {
        list.push_back(static_cast<float>(value));
    }
    for (const double value : motion.tone) {
        list.push_back(static_cast<float>(value));
    }
    for (const double value : motion.light) {
        list.push_back(static_cast<float>(value));
    }
}

std::string to_bytes(const std::vector<SurveyFacts>& facts) {
    json all = json::array();
    for (const SurveyFacts& frame : facts) {
        json list = json::array();
        list.push_back(static_cast<float>(frame.mean));
        list.push_back(static_cast<float>(frame.contrast));
        for (const double value : frame.likeness) {
            list.push_back(static_cast<float>(value));
        }
        for (const PictureMotion& motion : frame.motion) {
            add_motion(list, motion);
        }
        all.push_back(std::move(list));
    }
    std::string bytes;
    json::to_cbor(all, bytes);
    return bytes;
}

SurveyFacts facts_from(const json& list) {
    SurveyFacts facts;
    std::size_t at = 0;
    const auto next = [&] { return list.at(at++).get<double>(); };
    facts.mean = next();
    facts.contrast = next();
    for (double& value : facts.likeness) {
        value = next();
    }
    for (PictureMotion& motion : facts.motion) {
        motion.dx = next();
        motion.dy = next();
        motion.residual = next();
        motion.matched = next();
        for (double& value : motion.tone) {
            value = next();
        }
        for (double& value : motion.light) {
            value = next();
        }
    }
    return facts;
}

std::optional<std::vector<SurveyFacts>> from_bytes(const std::string& bytes) {
    try {
        std::vector<SurveyFacts> facts;
        for (const json& list : json::from_cbor(bytes)) {
            facts.push_back(facts_from(list));
        }
        return facts;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

/// Frame `at` of `all` against those before it. Later lags begin at the sum of the shorter ones.
SurveyFacts facts_of(const std::vector<std::optional<Prepared>>& all, std::size_t at) {
    const Prepared& now = *all[at];
    SurveyFacts facts;
    facts.mean = now.thumbnail.mean;
    facts.contrast = now.thumbnail.contrast;
    for (std::size_t i = 0; i < kLikenessLags.size(); ++i) {
        const auto lag = static_cast<std::size_t>(kLikenessLags[i]);
        if (at >= lag && all[at - lag]) {
            facts.likeness[i] = likeness(all[at - lag]->thumbnail, now.thumbnail);
        }
    }
    for (std::size_t i = 0; i < kSurveyLags.size(); ++i) {
        const auto lag = static_cast<std::size_t>(kSurveyLags[i]);
        if (at < lag || !all[at - lag]) {
            continue;
        }
        // Twice the way of half the time is near enough to begin with.
        MotionStart start;
        const bool known = i > 0 && facts.motion[i - 1].matched > 0;
        if (known) {
            start = {2 * facts.motion[i - 1].dx, 2 * facts.motion[i - 1].dy};
        }
        facts.motion[i] =
            measure_motion(all[at - lag]->motion, now.motion, known ? &start : nullptr);
    }
    return facts;
}

} // namespace

Survey::Survey(pipeline::ClipPtr scan) : scan_(std::move(scan)) {}

Result<std::vector<SurveyFacts>> Survey::measure(std::int64_t first, std::int64_t last,
                                                 const pipeline::Pull& pull) const {
    const std::int64_t from = std::max<std::int64_t>(0, first - kSurveyLags.back());
    std::vector<std::optional<Prepared>> all(static_cast<std::size_t>(last - from + 1));
    KINOVAR_TRY(for_each_in_parallel(from, last, pull.stop, [&](std::int64_t n) -> Status {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, scan_->frame(n, pull));
        const std::vector<std::uint8_t> luma = luma_bytes(*frame);
        all[static_cast<std::size_t>(n - from)] = prepared(luma, frame->width(), frame->height());
        if (n >= first) {
            recent_votes().put({scan_->info().key, n},
                               std::make_shared<const ScratchVotes>(
                                   scratch_votes(luma, frame->width(), frame->height())));
        }
        return {};
    }));
    std::vector<SurveyFacts> facts(static_cast<std::size_t>(last - first + 1));
    KINOVAR_TRY(for_each_in_parallel(first, last, pull.stop, [&](std::int64_t n) -> Status {
        facts[static_cast<std::size_t>(n - first)] =
            facts_of(all, static_cast<std::size_t>(n - from));
        return {};
    }));
    return facts;
}

Result<std::vector<SurveyFacts>> Survey::chunk(std::int64_t number,
                                               const pipeline::Pull& pull) const {
    const std::int64_t first = number * kChunkFrames;
    const std::int64_t last = std::min(first + kChunkFrames, scan_->info().frames) - 1;
    const Hash128 key =
        Hasher().add("survey").add(kVersion).add(scan_->info().key).add(number).finish();
    const auto compute = [&]() -> Result<std::string> {
        KINOVAR_TRY_ASSIGN(const std::vector<SurveyFacts> facts, measure(first, last, pull));
        return to_bytes(facts);
    };
    KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(key, compute));
    auto facts = from_bytes(*bytes);
    if (!facts || facts->size() != static_cast<std::size_t>(last - first + 1)) {
        return failure(ErrorCode::Corrupt, "a kept analysis cannot be read",
                       "remove the folder kinovar/analysis below ~/.cache");
    }
    return std::move(*facts);
}

Result<std::vector<SurveyFacts>> Survey::facts(std::int64_t first, std::int64_t last,
                                               const pipeline::Pull& pull) const {
    std::vector<SurveyFacts> all;
    for (std::int64_t number = first / kChunkFrames; number <= last / kChunkFrames; ++number) {
        KINOVAR_TRY_ASSIGN(const std::vector<SurveyFacts> part, chunk(number, pull));
        const std::int64_t begin = number * kChunkFrames;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const std::int64_t n = begin + static_cast<std::int64_t>(i);
            if (n >= first && n <= last) {
                all.push_back(part[i]);
            }
        }
    }
    return all;
}

Result<std::shared_ptr<const ScratchVotes>> Survey::votes(std::int64_t n,
                                                          const pipeline::Pull& pull) const {
    const auto count = [&]() -> Result<std::shared_ptr<const ScratchVotes>> {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, scan_->frame(n, pull));
        return std::make_shared<const ScratchVotes>(
            scratch_votes(luma_bytes(*frame), frame->width(), frame->height()));
    };
    return recent_votes().get({scan_->info().key, n}, count);
}

Status Survey::prepare(std::int64_t first, std::int64_t last, Job& job) const {
    const pipeline::Pull pull{.stop = job.stop_token()};
    job.begin("survey", last - first + 1);
    for (std::int64_t number = first / kChunkFrames; number <= last / kChunkFrames; ++number) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const std::vector<SurveyFacts> part, chunk(number, pull));
        const std::int64_t begin = number * kChunkFrames;
        job.advance(std::min(last, begin + kChunkFrames - 1) - std::max(first, begin) + 1);
    }
    return {};
}

Survey survey_of(const pipeline::ClipPtr& input) {
    return Survey(input->info().scan ? input->info().scan : input);
}

} // namespace kinovar::steps
