#include "core/pipeline/source_clip.h"
#include "core/preview/picture_service.h"
#include "tests/preview/arrivals.h"
#include "tests/preview/gated_clip.h"
#include "tests/support/support.h"

#include <thread>

namespace kinovar::preview {
namespace {

using test::Arrivals;
using test::GatedClip;

using ClipHandle = std::shared_ptr<GatedClip>;

ClipHandle clip(const std::string& name, bool open = true) {
    return std::make_shared<GatedClip>(name, open);
}

std::vector<std::int64_t> frames_of(const std::vector<Arrival>& arrivals) {
    std::vector<std::int64_t> frames;
    for (const Arrival& arrival : arrivals) {
        frames.push_back(arrival.frame);
    }
    return frames;
}

PictureService::Options one_thread() {
    return {.memory_bytes = std::size_t{1} << 24U, .folder = {}, .threads = 1};
}

TEST(PictureService, MakesPicturesInTheOrderOfTheList) {
    Arrivals arrivals;
    const auto film = clip("order");
    PictureService service(one_thread(), arrivals.observer());
    service.want({{{film}, 5}, {{film}, 9}, {{film}, 2}, {{film}, 5}, {{film}, 6}});
    EXPECT_EQ(frames_of(arrivals.wait(4)), (std::vector<std::int64_t>{5, 9, 2, 6}));
    EXPECT_EQ(film->asked().size(), 4U);
    EXPECT_EQ(service.kept(film->info().key), (std::vector<FrameSpan>{{2, 2}, {5, 6}, {9, 9}}));
    const PicturePtr picture = service.peek(film->info().key, 9);
    ASSERT_NE(picture, nullptr);
    EXPECT_EQ(picture->pixels.front(), 0xFF090909U);
    EXPECT_TRUE(service.has(film->info().key, 9));
    EXPECT_FALSE(service.has(film->info().key, 10));
    EXPECT_EQ(service.stats().computed, 4U);
}

TEST(PictureService, ShowsHalfOfThePlayheadBeforeAnythingWhole) {
    Arrivals arrivals;
    const auto film = clip("whole");
    const auto small = clip("small");
    const auto scan = clip("scan");
    PictureService service(one_thread(), arrivals.observer());
    service.want({{{film, small}, 5}, {{scan}, 5}, {{film, small}, 6}, {{scan}, 6}});
    const std::vector<Arrival> list = arrivals.wait(5);
    EXPECT_EQ(list[0].quality, Quality::Half);
    EXPECT_EQ(list[0].clip, film->info().key);
    EXPECT_EQ(list[1].clip, scan->info().key);
    EXPECT_EQ(list[2].quality, Quality::Full);
    EXPECT_EQ(list[2].clip, film->info().key);
    EXPECT_EQ(frames_of(list), (std::vector<std::int64_t>{5, 5, 5, 6, 6}));
    EXPECT_EQ(small->asked(), (std::vector<std::int64_t>{5})); // not for what is read ahead
}

TEST(PictureService, GivesUpWhatIsNoLongerWantedAndGoesOnWithTheRest) {
    Arrivals arrivals;
    const auto film = clip("cancel", false);
    PictureService service({.memory_bytes = std::size_t{1} << 24U, .folder = {}, .threads = 2},
                           arrivals.observer());
    service.want({{{film}, 1}, {{film}, 2}});
    film->wait_until_asked(2);
    service.want({{{film}, 2}, {{film}, 3}});
    film->wait_until_given_up(1);
    film->wait_until_asked(3);
    film->release(2);
    film->release(3);
    EXPECT_EQ(arrivals.wait(2).size(), 2U);
    EXPECT_EQ(film->asked(), (std::vector<std::int64_t>{1, 2, 3})); // 2 was not begun anew
    EXPECT_TRUE(service.failed(film->info().key).empty());
}

TEST(PictureService, ThePlayheadDoesNotWaitForWhatIsReadAhead) {
    Arrivals arrivals;
    const auto film = clip("urgent", false);
    PictureService service(one_thread(), arrivals.observer());
    film->release(1);
    service.want({{{film}, 1}, {{film}, 2}});
    EXPECT_EQ(arrivals.wait(1).size(), 1U);
    film->wait_until_asked(2);
    film->release(7);
    service.want({{{film}, 7}, {{film}, 2}});
    EXPECT_EQ(frames_of(arrivals.wait(2)).back(), 7);
    film->wait_until_given_up(1);
    film->release(2);
    EXPECT_EQ(frames_of(arrivals.wait(3)).back(), 2); // taken up again
}

TEST(PictureService, AFrameThatFailsIsNotTriedAgainUntilAskedFor) {
    Arrivals arrivals;
    const auto film = clip("failing");
    film->set_failing(4, true);
    PictureService service(one_thread(), arrivals.observer());
    service.want({{{film}, 4}, {{film}, 5}});
    const std::vector<Arrival> list = arrivals.wait(2);
    ASSERT_FALSE(list[0].picture);
    EXPECT_EQ(list[0].picture.error().code, ErrorCode::Corrupt);
    service.want({{{film}, 4}, {{film}, 5}, {{film}, 6}});
    EXPECT_EQ(frames_of(arrivals.wait(3)), (std::vector<std::int64_t>{4, 5, 6}));
    const auto failed = service.failed(film->info().key);
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].first, 4);
    film->set_failing(4, false);
    service.retry(film->info().key, 4);
    const std::vector<Arrival> after = arrivals.wait(4);
    EXPECT_EQ(after[3].frame, 4);
    EXPECT_TRUE(after[3].picture);
    EXPECT_TRUE(service.failed(film->info().key).empty());
}

TEST(PictureService, KeepsToItsBudgetAndDropsWhatIsFarAway) {
    Arrivals arrivals;
    const auto film = clip("budget");
    const std::size_t one = 16 * 8 * 4;
    PictureService service({.memory_bytes = 8 * one, .folder = {}, .threads = 1},
                           arrivals.observer());
    for (std::int64_t n = 0; n < 20; ++n) {
        service.want({{{film}, n}});
        static_cast<void>(arrivals.wait(static_cast<std::size_t>(n) + 1));
        EXPECT_LE(service.stats().memory_bytes, 8 * one);
    }
    EXPECT_TRUE(service.has(film->info().key, 19));
    EXPECT_TRUE(service.has(film->info().key, 15));
    EXPECT_FALSE(service.has(film->info().key, 0));
}

TEST(PictureService, DoesNotReadAheadBeyondItsBudget) {
    Arrivals arrivals;
    const auto film = clip("ahead");
    const std::size_t one = 16 * 8 * 4;
    std::vector<Wanted> wanted;
    for (std::int64_t n = 0; n < 100; ++n) {
        wanted.push_back({{film}, n});
    }
    {
        PictureService service({.memory_bytes = 8 * one, .folder = {}, .threads = 2},
                               arrivals.observer());
        service.want(wanted);
        static_cast<void>(arrivals.wait(8));
        service.want(wanted);
    }
    EXPECT_EQ(film->asked().size(), 8U);
}

TEST(PictureService, MakesPictureAndOriginOfOnePull) {
    Arrivals arrivals;
    const auto film = clip("layers");
    PictureService service(one_thread(), arrivals.observer());
    service.want({{{film}, 3, Layer::Picture}, {{film}, 3, Layer::Origin}});
    static_cast<void>(arrivals.wait(2));
    EXPECT_EQ(film->asked().size(), 1U);
    EXPECT_NE(service.peek(film->info().key, 3, Layer::Origin), nullptr);
}

TEST(PictureService, ListsThatMakeNoSenseAreNoTrouble) {
    Arrivals arrivals;
    const auto film = clip("sense");
    PictureService service(one_thread(), arrivals.observer());
    service.want({{{nullptr}, 1}, {{film}, -1}, {{film}, 1000}, {{film}, 999}});
    EXPECT_EQ(frames_of(arrivals.wait(1)), (std::vector<std::int64_t>{999}));
}

TEST(PictureService, EndsWhileItWorks) {
    Arrivals arrivals;
    const auto film = clip("end", false);
    {
        PictureService service({.memory_bytes = std::size_t{1} << 24U, .folder = {}, .threads = 2},
                               arrivals.observer());
        service.want({{{film}, 1}, {{film}, 2}, {{film}, 3}});
        film->wait_until_asked(2);
    }
    EXPECT_EQ(arrivals.count(), 0U);
}

TEST(PictureService, ManyThreadsAskAtOnce) {
    Arrivals arrivals;
    const test::TemporaryFolder folder;
    const auto film = clip("threads");
    const auto small = clip("threads half");
    PictureService service({.memory_bytes = std::size_t{1} << 14U,
                            .disk_bytes = std::size_t{1} << 14U,
                            .folder = folder.path(),
                            .threads = 4},
                           arrivals.observer());
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (std::int64_t i = 0; i < 200; ++i) {
                const std::int64_t n = (i * 7 + t * 31) % 300;
                service.want({{{film, small}, n}, {{film, small}, n + 1}, {{film, small}, n + 2}});
                static_cast<void>(service.peek(film->info().key, n));
                static_cast<void>(service.kept(film->info().key));
                static_cast<void>(service.stats());
                if (i % 50 == 0) {
                    service.clear();
                    service.retry(film->info().key);
                    service.set_memory_budget(std::size_t{1} << (13U + i / 50));
                }
            }
        });
    }
    threads.clear();
    service.want({{{film}, 999}});
    while (!service.has(film->info().key, 999)) {
        std::this_thread::yield();
    }
    EXPECT_TRUE(service.failed(film->info().key).empty());
}

TEST(PictureService, ShowsARealFilm) {
    KINOVAR_NEEDS_SHARED(film, "data/clips/pan_otters.mkv");
    const auto source = pipeline::SourceClip::open(film);
    ASSERT_OK(source);
    Arrivals arrivals;
    PictureService service({.folder = {}, .threads = 1}, arrivals.observer());
    std::vector<Wanted> wanted;
    for (std::int64_t n = 0; n < 12; ++n) {
        wanted.push_back({{*source, half_size(*source)}, n});
    }
    service.want(wanted);
    for (const Arrival& arrival : arrivals.wait(13)) {
        ASSERT_OK(arrival.picture);
    }
    EXPECT_EQ(service.kept((*source)->info().key), (std::vector<FrameSpan>{{0, 11}}));
    const auto frame = (*source)->frame(5, {});
    ASSERT_OK(frame);
    EXPECT_EQ(service.peek((*source)->info().key, 5)->pixels, picture_of(**frame)->pixels);
}

} // namespace
} // namespace kinovar::preview
