#include "core/image/cv_bridge.h"
#include "core/steps/retouch/track/region_track.h"
#include "tests/steps/retouch/track/moving_film.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

namespace kinovar::retouch::test {

namespace {

constexpr double kFine = 0.15; // px
const cv::Rect2d kBox(200, 140, 48, 40);

pipeline::Shot all_of(const MovingFilm& film) {
    return {0, film.frames - 1};
}

Result<RegionPlace> follow(const MovingFilm& film, std::string_view name, int key, int n,
                           const cv::Rect2d& box = kBox) {
    const WorkPictures pictures(film.make(name));
    return follow_region(pictures, box, key, n, all_of(film), {});
}

TEST(Region, GoesWithAShiftOfPartsOfPixels) {
    MovingFilm film;
    film.motion = [](int n) { return shift(1.37 * n, -0.61 * n); };
    const auto place = follow(film, "shift", 0, 23);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(0, 23), kBox), kFine);
    EXPECT_GT(place->confidence, 0.9);
    EXPECT_FALSE(place->lost);
}

TEST(Region, GoesBackwardsToo) {
    MovingFilm film;
    film.motion = [](int n) { return shift(1.37 * n, -0.61 * n); };
    const auto place = follow(film, "shift", 23, 0);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(23, 0), kBox), kFine);
}

TEST(Region, GoesWithZoomAndTurn) {
    MovingFilm film;
    film.motion = [](int n) { return about({240, 180}, 1 + 0.02 * n, 1.5 * n, 2.0 * n, n); };
    const auto place = follow(film, "zoom", 0, 20);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(0, 20), kBox), 0.4);
    EXPECT_GT(place->confidence, 0.7);
}

TEST(Region, IsNotMovedByLightAndGrain) {
    MovingFilm film;
    film.motion = [](int n) { return shift(0.9 * n, 0.4 * n); };
    film.gain = [](int n) { return 0.8 + 0.4 * n / 23; };
    film.noise = 5;
    const auto place = follow(film, "grain", 0, 23);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(0, 23), kBox), 0.3);
    EXPECT_GT(place->confidence, 0.8);
}

TEST(Region, GoesFast) {
    MovingFilm film;
    film.frames = 9;
    film.motion = [](int n) { return shift(-28.0 * n, 11.0 * n); };
    const auto place = follow(film, "fast", 0, 6, {300, 60, 48, 40});
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(0, 6), {300, 60, 48, 40}), kFine);
}

/// A textured board goes across the region from frame 6 to 17.
MovingFilm with_a_board() {
    MovingFilm film;
    film.frames = 26;
    film.motion = [](int n) { return shift(1.1 * n, 0.3 * n); };
    film.over = [](cv::Mat& picture, int n) {
        MovingFilm other;
        const int left = -150 + 24 * n;
        cv::Mat board(360, 130, CV_32F);
        cv::RNG numbers(99);
        numbers.fill(board, cv::RNG::NORMAL, 90, 120);
        cv::GaussianBlur(board, board, cv::Size(), 2.5);
        const cv::Rect there =
            cv::Rect(left, 0, board.cols, board.rows) & cv::Rect(cv::Point(), picture.size());
        if (!there.empty()) {
            board(there - cv::Point(left, 0)).copyTo(picture(there));
        }
    };
    return film;
}

TEST(Region, IsLostBehindSomethingAndFoundAgain) {
    const MovingFilm film = with_a_board();
    const WorkPictures pictures(film.make("board"));
    // The board covers x = 190 … 260 wholly from about frame 13 to 14.
    const auto hidden = follow_region(pictures, kBox, 0, 14, all_of(film), {});
    ASSERT_OK(hidden);
    EXPECT_TRUE(hidden->lost);
    const auto place = follow_region(pictures, kBox, 0, 25, all_of(film), {});
    ASSERT_OK(place);
    EXPECT_FALSE(place->lost);
    EXPECT_LT(error_of(place->pose, film.truth(0, 25), kBox), kFine);
    EXPECT_GT(place->confidence, 0.8);
}

TEST(Region, WithoutStructureGoesWithWhatLiesAround) {
    MovingFilm film;
    film.frames = 12;
    film.motion = [](int n) { return shift(2.0 * n, 1.0 * n); };
    film.over = [](cv::Mat& picture, int n) {
        cv::rectangle(picture, cv::Rect(190 + 2 * n, 130 + n, 70, 60), cv::Scalar(140), cv::FILLED);
    };
    const auto place = follow(film, "plain", 0, 11);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, film.truth(0, 11), kBox), 0.5);
    EXPECT_LT(place->confidence, 1);
    EXPECT_GT(place->confidence, 0.3);
}

TEST(Region, APictureWithoutAnythingStaysAndIsNotSure) {
    MovingFilm film;
    film.frames = 4;
    film.over = [](cv::Mat& picture, int) { picture.setTo(120); };
    const auto place = follow(film, "nothing", 0, 3);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, kIdentity, kBox), 1);
    EXPECT_LT(place->confidence, 0.3);
}

TEST(Region, PartlyOutsideOfThePictureIsStillFollowed) {
    MovingFilm film;
    film.frames = 20;
    film.motion = [](int n) { return shift(-1.5 * n, 0); };
    const cv::Rect2d box(5, 140, 60, 60);
    const auto place = follow(film, "edge", 0, 18, box);
    ASSERT_OK(place);
    EXPECT_FALSE(place->lost);
    EXPECT_LT(error_of(place->pose, film.truth(0, 18), box), 0.5);
}

TEST(Region, ASmallThingIsFollowedNotWhatLiesBehindIt) {
    MovingFilm film;
    film.frames = 12;
    film.motion = [](int n) { return shift(-1.0 * n, 0); };
    MovingFilm other;
    other.plane = 5;
    other.size = {26, 26};
    other.frames = 1;
    const auto thing_clip = other.make("thing");
    cv::Mat thing;
    cv::extractChannel(mat_view(**thing_clip->frame(0, {})), thing, 0);
    thing *= 255;
    film.over = [&](cv::Mat& picture, int n) {
        thing.copyTo(picture(cv::Rect(200 + 2 * n, 140 + n, thing.cols, thing.rows)));
    };
    const cv::Rect2d box(202, 142, 22, 22);
    const auto place = follow(film, "small thing", 0, 11, box);
    ASSERT_OK(place);
    EXPECT_LT(error_of(place->pose, shift(22, 11), box), 0.5);
}

TEST(Region, PicturesOfAFewPixelsAreNoError) {
    MovingFilm film;
    film.size = {12, 9};
    film.frames = 3;
    EXPECT_OK(follow(film, "few pixels", 0, 2, {3, 3, 4, 3}));
}

TEST(Region, LargeAndTinyOnesAreFollowed) {
    MovingFilm film;
    film.motion = [](int n) { return about({240, 180}, 1 + 0.004 * n, 0.3 * n, 1.2 * n, 0.4 * n); };
    for (const cv::Rect2d& box : {cv::Rect2d(40, 40, 360, 260), cv::Rect2d(220, 150, 3, 3)}) {
        const auto place = follow(film, "sizes", 0, 23, box);
        ASSERT_OK(place);
        EXPECT_LT(error_of(place->pose, film.truth(0, 23), box), 0.6);
        EXPECT_GT(place->confidence, 0.8);
    }
}

} // namespace

} // namespace kinovar::retouch::test
