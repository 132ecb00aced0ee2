#include "core/render/project_fixes.h"
#include "tests/ui/timeline/paper_film.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/retouch.h"

#include <QTest>

namespace kinovar::ui::test {
namespace {

class TimelineFixes : public PaperFilm {
protected:
    TimelineFixes() : take(add(project::Take{0, shot(1).id, "repaired", {}, 0, {}})) {
        studio->set_frame(210);
        studio->set_take(take);
    }
    [[nodiscard]] Retouch& retouch() const { return studio->retouch(); }
    project::Id add_fix(retouch::Kind kind, std::int64_t first, std::int64_t last,
                        std::vector<retouch::Key> keys = {}) {
        retouch::Fix fix;
        fix.kind = std::move(kind);
        fix.first = first;
        fix.last = last;
        fix.drawn_at = first;
        fix.keys = std::move(keys);
        fix.area.marks.push_back({.points = {{{0.5, 0.5}, 1}}});
        return add(render::row_of(fix, take));
    }
    [[nodiscard]] const retouch::Fix& fix(project::Id id) const { return *retouch().fix(id); }
    [[nodiscard]] QColor seen(QPoint point) const { return view->grab().toImage().pixel(point); }

    project::Id take;
};

TEST_F(TimelineFixes, HaveTheColourOfTheirKind) {
    add_fix(retouch::Heal{}, 210, 290);
    add_fix(retouch::Warp{}, 310, 390);
    studio->set_frame(900);
    EXPECT_EQ(seen(at(Lane::Fixes, 250)), fix_look::colour("heal"));
    EXPECT_EQ(seen(at(Lane::Fixes, 350)), fix_look::colour("warp"));
    keep_picture("fixes");
}

TEST_F(TimelineFixes, AClickChoosesOneAndGoesThere) {
    const project::Id early = add_fix(retouch::Heal{}, 210, 290);
    const project::Id late = add_fix(retouch::Paint{}, 310, 390);
    click(at(Lane::Fixes, 350));
    EXPECT_EQ(retouch().chosen(), late);
    EXPECT_NEAR(static_cast<double>(studio->frame()), 350, 3);
    studio->set_frame(900); // another shot, none of whose fixes it is
    click(at(Lane::Fixes, 250));
    EXPECT_EQ(retouch().chosen(), early);
}

TEST_F(TimelineFixes, TheEdgesOfTheChosenOneAreItsLife) {
    const project::Id id = add_fix(retouch::Heal{}, 300, 400);
    retouch().set_chosen(id);
    studio->set_frame(210);
    const std::string before = document().dump();
    drag(at(Lane::Fixes, 300), at(Lane::Fixes, 260));
    EXPECT_NEAR(static_cast<double>(fix(id).first), 260, 3);
    drag(at(Lane::Fixes, 401), at(Lane::Fixes, 450));
    EXPECT_NEAR(static_cast<double>(fix(id).last), 450, 3);
    drag(at(Lane::Fixes, static_cast<double>(fix(id).last) + 1), at(Lane::Fixes, 700));
    EXPECT_EQ(fix(id).last, 499); // the cut
    for (int i = 0; i < 3; ++i) {
        undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(TimelineFixes, AKeyOfTheChosenOneCanBeDragged) {
    const project::Id id = add_fix(retouch::Heal{}, 250, 450, {{350, {0.1, 0, 1, 0}}});
    retouch().set_chosen(id);
    keep_picture("fix-key");
    drag(at(Lane::Fixes, 350.5), at(Lane::Fixes, 400));
    ASSERT_EQ(fix(id).keys.size(), 1U);
    EXPECT_NEAR(static_cast<double>(fix(id).keys.front().frame), 400, 3);
    EXPECT_DOUBLE_EQ(fix(id).keys.front().pose.dx, 0.1);
}

TEST_F(TimelineFixes, ThatOverlapLieAboveOneAnother) {
    constexpr int kFixes = 5;
    std::set<project::Id> made;
    for (int i = 0; i < kFixes; ++i) {
        made.insert(add_fix(retouch::Heal{}, 210, 490));
    }
    const QRect lane = view->layout_of_lanes().lane(Lane::Fixes);
    std::set<project::Id> met;
    const int x = at(Lane::Fixes, 350).x();
    for (int y = lane.top(); y <= lane.bottom(); ++y) {
        click({x, y});
        met.insert(retouch().chosen());
    }
    EXPECT_EQ(met, made);
    keep_picture("fixes-above");
}

/// How the chosen fix fits: any fix will do.
TEST(TimelineFit, IsGreenWhereItFitsAndRedWhereItIsLeftOut) {
    TimelineData data;
    data.frames = 100;
    for (std::int64_t frame = 10; frame < 90; ++frame) {
        data.fix_fit.push_back({frame, frame < 50 ? 0.95 : 0.3, frame < 50, {}});
    }
    TimelineView view(data);
    view.resize(800, 340);
    view.data_changed();
    view.zoom_whole();
    const QRect lane = view.layout_of_lanes().lane(Lane::Fit);
    ASSERT_GT(lane.height(), 5);
    const auto at = [&](double frame) {
        return QPoint(lane.left() + static_cast<int>(view.scale().x_of(frame)), lane.center().y());
    };
    const QImage seen = view.grab().toImage();
    const QColor fits = seen.pixel(at(30));
    const QColor left_out = seen.pixel(at(70));
    EXPECT_GT(fits.green(), fits.red());
    EXPECT_GT(left_out.red(), 2 * left_out.green());
    EXPECT_NE(QColor(seen.pixel(at(95))), left_out); // beyond its life nothing is said
    data.fix_fit.clear();
    view.data_changed();
    EXPECT_EQ(view.layout_of_lanes().lane(Lane::Fit).height(), 0);
}

} // namespace
} // namespace kinovar::ui::test
