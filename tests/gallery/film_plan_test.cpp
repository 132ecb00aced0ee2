#include "core/gallery/film_plan.h"
#include "tests/support/support.h"

namespace kinovar::gallery {
namespace {

TEST(GalleryPlan, SectionsFollowEachOther) {
    GalleryOptions options;
    options.title = "Faces";
    const auto plan = plan_film(3, options);
    ASSERT_OK(plan);
    using Kind = Section::Kind;
    const std::vector<Kind> kinds{Kind::Title, Kind::Solo,    Kind::Passage,
                                  Kind::Solo,  Kind::Passage, Kind::Solo};
    ASSERT_EQ(plan->sections.size(), kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        EXPECT_EQ(plan->sections[i].kind, kinds[i]) << i;
        EXPECT_EQ(plan->sections[i].opens, i == 0) << i;
        EXPECT_EQ(plan->sections[i].closes, i + 1 == kinds.size()) << i;
    }
    EXPECT_EQ(plan->frames(), 100 + 3 * 75 + 2 * 25);
    EXPECT_DOUBLE_EQ(plan->life(), 5);
}

TEST(GalleryPlan, ATotalIsMetToTheFrame) {
    GalleryOptions options;
    options.total = 60;
    options.passage = 0.7;
    for (const std::size_t portraits : {1U, 7U, 20U}) {
        const auto plan = plan_film(portraits, options);
        ASSERT_OK(plan);
        EXPECT_EQ(plan->frames(), 1500) << portraits;
    }
    options.total = 20;
    const auto crowded = plan_film(180, options);
    ASSERT_FALSE(crowded);
    EXPECT_EQ(crowded.error().code, ErrorCode::InvalidArgument);
}

TEST(GalleryPlan, RatesOfFilmAndTelevision) {
    GalleryOptions options;
    for (const auto& [fps, rate] :
         {std::pair{25.0, Rational{25, 1}}, std::pair{23.976, Rational{24000, 1001}},
          std::pair{29.97, Rational{30000, 1001}}, std::pair{12.5, Rational{25, 2}}}) {
        options.fps = fps;
        const auto plan = plan_film(1, options);
        ASSERT_OK(plan);
        EXPECT_EQ(plan->rate.num, rate.num) << fps;
        EXPECT_EQ(plan->rate.den, rate.den) << fps;
    }
    options.fps = 0;
    EXPECT_FALSE(plan_film(1, options));
}

TEST(GalleryPlan, WithoutPassagesThereAreCuts) {
    GalleryOptions options;
    options.passage = 0;
    const auto plan = plan_film(4, options);
    ASSERT_OK(plan);
    EXPECT_EQ(plan->sections.size(), 4U);
}

} // namespace
} // namespace kinovar::gallery
