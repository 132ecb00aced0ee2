#include "ui/player/read_ahead.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kinovar::ui {
namespace {

/// A film that is only asked for its facts.
class PaperFilm final : public pipeline::Clip {
public:
    explicit PaperFilm(std::int64_t frames, Rational rate = {24, 1})
        : info_{.frames = frames,
                .width = 4,
                .height = 4,
                .rate = rate,
                .colour = ColourSpec::srgb()} {
        info_.key = Hasher().add("paper").add(frames).finish();
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t /*n*/,
                                         const pipeline::Pull& /*pull*/) const override {
        return failure(ErrorCode::Internal, "not asked for");
    }

private:
    pipeline::ClipInfo info_;
};

class ReadAheads : public testing::Test {
protected:
    std::shared_ptr<const PaperFilm> film = std::make_shared<PaperFilm>(1000);
    Shown shown{{{film, nullptr}}, {preview::Layer::Picture}};
    ReadAhead ahead;
    ReadAhead::Place place{.reel = &film->info(), .frame = 500, .range = {0, 999}};

    [[nodiscard]] std::vector<std::int64_t> frames() const {
        std::vector<std::int64_t> list;
        for (const preview::Wanted& wanted : ahead.wanted(shown, place)) {
            list.push_back(wanted.frame);
        }
        return list;
    }
    void took(double seconds) {
        ahead.learn({film->info().key, 1, preview::Layer::Picture, preview::Quality::Full,
                     preview::PicturePtr(), seconds},
                    shown);
    }
};

TEST_F(ReadAheads, StandingItFillsForwardAndALittleBack) {
    const auto list = frames();
    EXPECT_EQ(std::vector<std::int64_t>(list.begin(), list.begin() + 3),
              (std::vector<std::int64_t>{500, 501, 502}));
    EXPECT_EQ(list.back(), 499);
    EXPECT_EQ(*std::max_element(list.begin(), list.end()), 548);
    EXPECT_EQ(*std::min_element(list.begin(), list.end()), 494);
    place.frame = 999;
    EXPECT_EQ(frames().front(), 999);
    EXPECT_EQ(frames().size(), 7U);
}

TEST_F(ReadAheads, PlayingItRunsInTheDirectionOfPlay) {
    place.speed = 1;
    EXPECT_EQ(frames()[1], 501);
    place.speed = -1;
    EXPECT_EQ(frames()[1], 499);
    place.speed = 4;
    EXPECT_EQ(frames()[1], 504);
}

TEST_F(ReadAheads, ALoopGoesOnAtItsStart) {
    place.speed = 1;
    place.loops = true;
    place.range = {480, 502};
    EXPECT_EQ(frames()[3], 480);
    EXPECT_EQ(frames().size(), 23U); // each once
}

TEST_F(ReadAheads, ASlowChainIsAskedForFewerFramesInTime) {
    place.speed = 1;
    for (int i = 0; i < 20; ++i) {
        took(0.5); // two threads make four frames a second of 24
    }
    const auto list = frames();
    EXPECT_GT(list[0], 500 + 11);
    EXPECT_EQ(list[1] - list[0], 6);
    const std::int64_t first = list[0];
    place.frame = 501;
    EXPECT_EQ(frames()[0], first); // the same grid while the playhead moves
    place.every_frame = true;
    EXPECT_EQ(frames()[0], 501);
    EXPECT_EQ(frames()[1], 502);
}

TEST_F(ReadAheads, AViewWithMoreFramesGetsThoseBetween) {
    const auto fast = std::make_shared<PaperFilm>(2000, Rational{48, 1});
    shown = {{{film, nullptr}, {fast, nullptr}},
             {preview::Layer::Picture, preview::Layer::Picture}};
    place.speed = 1;
    const auto list = frames();
    EXPECT_EQ(std::vector<std::int64_t>(list.begin(), list.begin() + 6),
              (std::vector<std::int64_t>{500, 1000, 1001, 501, 1002, 1003}));
}

TEST_F(ReadAheads, WithoutAReelNothingIsWanted) {
    place.reel = nullptr;
    EXPECT_TRUE(frames().empty());
}

} // namespace
} // namespace kinovar::ui
